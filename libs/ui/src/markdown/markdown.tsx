import { useMemo, type ReactElement, type ReactNode } from 'react';

import { TextLink } from '../button/link.tsx';
import { classNames } from '../class-names.ts';
import { Checkbox } from '../field/checkbox.tsx';
import { VisuallyHidden } from '../layout/visually-hidden.tsx';
import { addressOf, saysPlace } from './address.ts';
import { outline } from './outline.ts';
import { plainText, read, type Part } from './read.ts';
import { tickOf, withTick, type Tick } from './tick.ts';

/** A link says where it leads, and what is behind it learns nothing of this page. */
function LinkView({ link }: { link: Part }): ReactElement {
  const { token, parts } = link;
  const { href, src } = Object.fromEntries(token.attrs ?? []);
  const text = plainText(parts);
  const address = addressOf(href ?? src ?? '');
  if (address === null) return <>{text}</>;
  return (
    <TextLink href={address.href} target="_blank" rel="noopener noreferrer nofollow">
      {src === undefined ? null : 'Picture: '}
      {text.trim() === '' ? null : (
        <bdi>{src === undefined ? <Inlines parts={parts} inLink /> : text}</bdi>
      )}
      {src === undefined && saysPlace(text, address) ? null : <bdi> ({address.place})</bdi>}
      <VisuallyHidden> (in a new tab)</VisuallyHidden>
    </TextLink>
  );
}

interface InlinesProps {
  parts: readonly Part[];
  /** Within a link there is none: there is one address for all of it. */
  inLink?: boolean;
}

function InlineView({ part, inLink }: { part: Part; inLink: boolean }): ReactElement {
  const { token, parts } = part;
  const content = <Inlines parts={parts} inLink={inLink} />;
  switch (token.type) {
    case 'inline':
      return content;
    case 'softbreak':
    case 'hardbreak':
      return <br />;
    case 'code_inline':
      return (
        <code className="rounded-sm bg-sunken px-1 font-mono text-[0.9em]">{token.content}</code>
      );
    case 'em_open':
      return <em>{content}</em>;
    case 'strong_open':
      return <strong className="font-semibold">{content}</strong>;
    case 's_open':
      return <del>{content}</del>;
    case 'link_open':
    case 'image':
      return inLink ? <>{plainText(parts)}</> : <LinkView link={part} />;
    default:
      return <>{token.content}</>;
  }
}

/** The order of what a text holds never changes within it, so places are keys. */
function Inlines({ parts, inLink = false }: InlinesProps): ReactElement[] {
  return parts.map((part, index) => <InlineView key={index} part={part} inLink={inLink} />);
}

/** Ticks the box of a line of the text; undefined where the text is only shown. */
type OnTick = ((line: number, isTicked: boolean) => void) | undefined;

interface TickedItemProps {
  tick: Tick;
  /** What follows its label. */
  rest: readonly Part[];
  onTick: OnTick;
}

function TickedItem({ tick, rest, onTick }: TickedItemProps): ReactElement {
  const { isTicked, line, label } = tick;
  return (
    <li className="list-none">
      <Checkbox
        className="-ms-2"
        label={
          <bdi className={classNames('wrap-anywhere', isTicked && 'text-muted line-through')}>
            {plainText(label).trim() === '' ? 'Without a text' : <Inlines parts={label} />}
          </bdi>
        }
        checked={isTicked}
        disabled={onTick === undefined}
        onCheckedChange={(next) => onTick?.(line, next)}
      />
      <Blocks blocks={rest} onTick={onTick} />
    </li>
  );
}

function ItemView({ item, onTick }: { item: Part; onTick: OnTick }): ReactElement {
  const tick = tickOf(item);
  if (tick) return <TickedItem tick={tick} rest={item.parts.slice(1)} onTick={onTick} />;
  return (
    <li>
      <Blocks blocks={item.parts} onTick={onTick} />
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
  block: Part;
  /** Of a heading, among those of the page. */
  level: number;
  onTick: OnTick;
}

function BlockView({ block, level, onTick }: BlockProps): ReactElement {
  const { token, parts } = block;
  switch (token.type) {
    case 'heading_open':
      return (
        <Heading level={level}>
          <bdi>
            <Inlines parts={parts} />
          </bdi>
        </Heading>
      );
    case 'fence':
    case 'code_block':
      return (
        <pre
          dir="ltr"
          className="rounded-control bg-sunken p-3 font-mono text-sm whitespace-pre-wrap"
        >
          <code>{token.content.replace(/\n$/u, '')}</code>
        </pre>
      );
    case 'blockquote_open':
      return (
        <blockquote className="border-s-4 border-line ps-3 text-muted">
          <Blocks blocks={parts} onTick={onTick} />
        </blockquote>
      );
    case 'hr':
      return <hr className="border-line" />;
    case 'bullet_list_open':
      return (
        <ul className="list-disc space-y-1 ps-5">
          {parts.map((item, index) => (
            <ItemView key={index} item={item} onTick={onTick} />
          ))}
        </ul>
      );
    case 'ordered_list_open':
      return (
        <ol start={Number(token.attrs?.[0]?.[1] ?? 1)} className="list-decimal space-y-1 ps-6">
          {parts.map((item, index) => (
            <ItemView key={index} item={item} onTick={onTick} />
          ))}
        </ol>
      );
    default:
      return (
        <p dir="auto">
          <Inlines parts={parts} />
        </p>
      );
  }
}

interface BlocksProps {
  blocks: readonly Part[];
  levels?: readonly number[];
  onTick: OnTick;
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
  const blocks = useMemo(() => read(text), [text]);
  const onTick: OnTick = onChange && ((line, isTicked) => onChange(withTick(text, line, isTicked)));
  return (
    <div className="grid gap-2 wrap-anywhere">
      {blocks === null ? (
        <p dir="auto" className="whitespace-pre-wrap">
          {text}
        </p>
      ) : (
        <Blocks blocks={blocks} levels={outline(blocks, below)} onTick={onTick} />
      )}
    </div>
  );
}
