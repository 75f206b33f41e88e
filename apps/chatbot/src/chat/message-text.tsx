import { Button } from '@taskora/ui';
import { Fragment, type ReactElement } from 'react';

import { parseText, type Block, type Inline } from './parse-text.ts';

function InlineView({ inline }: { inline: Inline }): ReactElement {
  if (inline.kind === 'text') return <>{inline.text}</>;
  // Isolated, so that a title from right to left does not turn the sentence around it.
  if (inline.kind === 'quote') return <bdi>{inline.text}</bdi>;
  return <strong className="font-semibold">{inline.text}</strong>;
}

/** The order of lines and their parts never changes within a text, so their places are their keys. */
function LineView({ line }: { line: Inline[] }): ReactElement[] {
  return line.map((inline, index) => <InlineView key={index} inline={inline} />);
}

interface AnswersProps {
  items: Inline[][];
  onChoose: (answer: string) => void;
}

/** Each answer is pressed instead of typed; what is sent is its number, as a person would say it. */
function Answers({ items, onChoose }: AnswersProps): ReactElement {
  return (
    <ol className="grid list-none justify-items-start gap-2">
      {items.map((item, index) => (
        <li key={index} className="max-w-full">
          <Button
            size="small"
            onClick={() => onChoose(String(index + 1))}
            className="max-w-full text-left wrap-anywhere"
          >
            {index + 1}. {item.map((inline) => inline.text).join('')}
          </Button>
        </li>
      ))}
    </ol>
  );
}

function ListView({ block }: { block: Exclude<Block, { kind: 'paragraph' }> }): ReactElement {
  const items = block.items.map((item, index) => (
    <li key={index}>
      <LineView line={item} />
    </li>
  ));
  return block.kind === 'list' ? (
    <ul className="list-disc space-y-1 pl-5">{items}</ul>
  ) : (
    <ol className="list-decimal space-y-1 pl-5">{items}</ol>
  );
}

function Paragraph({ lines }: { lines: Inline[][] }): ReactElement {
  return (
    <p>
      {lines.map((line, index) => (
        <Fragment key={index}>
          {index > 0 ? <br /> : null}
          <LineView line={line} />
        </Fragment>
      ))}
    </p>
  );
}

export interface MessageTextProps {
  text: string;
  /** Absent when nothing is asked any more. */
  onChoose?: ((answer: string) => void) | undefined;
}

export function MessageText({ text, onChoose }: MessageTextProps): ReactElement {
  return (
    <div className="grid gap-2 wrap-anywhere">
      {parseText(text).map((block, index) => {
        if (block.kind === 'paragraph') return <Paragraph key={index} lines={block.lines} />;
        const asks = block.kind === 'numbered' && block.answers && block.items.length > 1;
        if (asks && onChoose)
          return <Answers key={index} items={block.items} onChoose={onChoose} />;
        return <ListView key={index} block={block} />;
      })}
    </div>
  );
}
