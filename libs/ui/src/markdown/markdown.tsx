import type { ReactElement, ReactNode } from 'react';

import { TextLink } from '../button/link.tsx';
import { classNames } from '../class-names.ts';
import { Checkbox } from '../field/checkbox.tsx';
import { VisuallyHidden } from '../layout/visually-hidden.tsx';
import { saysPlace } from './address.ts';
import { blocksOf, type Block, type Item } from './blocks.ts';
import type { Inline } from './inline.ts';
import { outline } from './outline.ts';

/** The text of a line without its marks. */
function plainText(content: readonly Inline[]): string {
  return content
    .map((inline) => {
      if ('content' in inline) return plainText(inline.content);
      return 'text' in inline ? inline.text : ' ';
    })
    .join('');
}

/** A link says where it leads, and what is behind it learns nothing of this page. */
function LinkView({ inline }: { inline: Extract<Inline, { kind: 'link' | 'picture' }> }) {
  const { kind, address, content } = inline;
  const text = plainText(content);
  const isPicture = kind === 'picture';
  return (
    <TextLink href={address.href} target="_blank" rel="noopener noreferrer nofollow">
      {isPicture ? 'Picture: ' : null}
      {text.trim() === '' ? null : (
        <bdi>
          <Inlines content={content} />
        </bdi>
      )}
      {!isPicture && saysPlace(text, address) ? null : <bdi> ({address.place})</bdi>}
      <VisuallyHidden> (in a new tab)</VisuallyHidden>
    </TextLink>
  );
}

function InlineView({ inline }: { inline: Inline }): ReactElement {
  switch (inline.kind) {
    case 'text':
      return <>{inline.text}</>;
    case 'break':
      return <br />;
    case 'code':
      return (
        <code className="rounded-sm bg-sunken px-1 font-mono text-[0.9em]">{inline.text}</code>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines content={inline.content} />
        </em>
      );
    case 'strong':
      return (
        <strong className="font-semibold">
          <Inlines content={inline.content} />
        </strong>
      );
    case 'struck':
      return (
        <del>
          <Inlines content={inline.content} />
        </del>
      );
    case 'link':
    case 'picture':
      return <LinkView inline={inline} />;
  }
}

/** The order of what a text holds never changes within it, so places are keys. */
function Inlines({ content }: { content: readonly Inline[] }): ReactElement[] {
  return content.map((inline, index) => <InlineView key={index} inline={inline} />);
}

/** Ticks a place in the text; undefined where the text is only shown. */
type Tick = ((at: number, isTicked: boolean) => void) | undefined;

interface TickedItemProps {
  item: Item & { tick: NonNullable<Item['tick']> };
  onTick: Tick;
}

function TickedItem({ item, onTick }: TickedItemProps): ReactElement {
  const [first, ...rest] = item.blocks;
  const label = first?.kind === 'paragraph' ? first.content : [];
  const { isTicked, at } = item.tick;
  return (
    <li className="list-none">
      <Checkbox
        className="-ms-2"
        label={
          <bdi className={classNames('wrap-anywhere', isTicked && 'text-muted line-through')}>
            {label.length === 0 ? 'Without a text' : <Inlines content={label} />}
          </bdi>
        }
        checked={isTicked}
        disabled={onTick === undefined}
        onCheckedChange={(next) => onTick?.(at, next)}
      />
      <Blocks blocks={label.length === 0 ? item.blocks : rest} onTick={onTick} />
    </li>
  );
}

function ItemView({ item, onTick }: { item: Item; onTick: Tick }): ReactElement {
  const { tick, blocks } = item;
  if (tick) return <TickedItem item={{ ...item, tick }} onTick={onTick} />;
  return (
    <li>
      <Blocks blocks={blocks} onTick={onTick} />
    </li>
  );
}

interface HeadingProps {
  level: number;
  children: ReactNode;
}

/** A heading below those of the page. Within a list or a quotation it is none of the page's. */
function Heading({ level, children }: HeadingProps): ReactElement {
  const className = 'font-sans font-semibold tracking-normal text-ink';
  if (level === 0) return <p className={className}>{children}</p>;
  const Tag = `h${level}` as 'h3';
  return <Tag className={classNames(className, level === 3 && 'text-lg')}>{children}</Tag>;
}

interface BlockProps {
  block: Block;
  /** Of a heading, among those of the page. */
  level: number;
  onTick: Tick;
}

function BlockView({ block, level, onTick }: BlockProps): ReactElement {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p dir="auto">
          <Inlines content={block.content} />
        </p>
      );
    case 'heading':
      return (
        <Heading level={level}>
          <bdi>
            <Inlines content={block.content} />
          </bdi>
        </Heading>
      );
    case 'code':
      return (
        <pre
          dir="ltr"
          className="rounded-control bg-sunken p-3 font-mono text-sm whitespace-pre-wrap"
        >
          <code>{block.text}</code>
        </pre>
      );
    case 'quote':
      return (
        <blockquote className="border-s-4 border-line ps-3 text-muted">
          <Blocks blocks={block.blocks} onTick={onTick} />
        </blockquote>
      );
    case 'rule':
      return <hr className="border-line" />;
    case 'list':
      return (
        <ul className="list-disc space-y-1 ps-5">
          {block.items.map((item, index) => (
            <ItemView key={index} item={item} onTick={onTick} />
          ))}
        </ul>
      );
    case 'numbered':
      return (
        <ol start={block.first} className="list-decimal space-y-1 ps-6">
          {block.items.map((item, index) => (
            <ItemView key={index} item={item} onTick={onTick} />
          ))}
        </ol>
      );
  }
}

interface BlocksProps {
  blocks: readonly Block[];
  levels?: readonly number[];
  onTick: Tick;
}

function Blocks({ blocks, levels = [], onTick }: BlocksProps): ReactElement {
  return (
    <>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} level={levels[index] ?? 0} onTick={onTick} />
      ))}
    </>
  );
}

export interface MarkdownProps {
  text: string;
  /** Of the headings of the page, the one that this text stands below. */
  below: number;
  /** Takes the text with another tick in it; without it the ticks are only shown. */
  onChange?: (text: string) => void;
}

/**
 * A text that somebody wrote, with what Markdown makes of it: elements of this page. No HTML
 * of it is ever run, no image fetched, and each link says where it leads.
 */
export function Markdown({ text, below, onChange }: MarkdownProps): ReactElement {
  const blocks = blocksOf(text);
  const tick: Tick = onChange
    ? (at, isTicked) => onChange(`${text.slice(0, at)}${isTicked ? 'x' : ' '}${text.slice(at + 1)}`)
    : undefined;
  return (
    <div className="grid gap-2 wrap-anywhere">
      <Blocks blocks={blocks} levels={outline(blocks, below)} onTick={tick} />
    </div>
  );
}
