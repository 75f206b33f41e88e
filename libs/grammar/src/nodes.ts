/** What the templates of the rules make, for meaning to resolve: docs/grammar.md has the table of the kinds. */
import type { Json } from './json.ts';

/** A year: itself, one of two digits, or so many from the running one. */
export type Year =
  | number
  | { readonly full: number }
  | { readonly yy: number; readonly marked?: boolean }
  | { readonly rel: number };

/** A period: of a unit, a month, or a year. */
export type Period =
  | { readonly u: string; readonly rel: number; readonly the?: boolean }
  | { readonly m: number; readonly y?: Year; readonly which?: string }
  | { readonly y: Year };

interface MonthDay {
  readonly m: number;
  readonly d: number;
  readonly y?: Year;
}
interface Weekday {
  readonly w: number;
  readonly which?: string;
  readonly more?: number;
}
interface NthWeekday {
  readonly n: number;
  readonly w: number;
  readonly of: Period;
}

/** A day of the year, by its kind; `plus` counts on from it. */
export type Feast =
  | { readonly k: 'easter'; readonly n: number }
  | ({ readonly k: 'md' } & MonthDay)
  | { readonly k: 'near'; readonly m: number; readonly d: number; readonly w: number }
  | {
      readonly k: 'nth';
      readonly n: number;
      readonly w: number;
      readonly of: { readonly m: number };
      readonly plus?: number;
    };

/** The fields of each kind of day. */
export interface Days {
  readonly none: object;
  readonly rel: { readonly n: number };
  readonly md: MonthDay;
  readonly figures: {
    readonly a: number;
    readonly b: number;
    readonly y?: Year;
    readonly strict?: boolean;
  };
  readonly wd: Weekday;
  readonly wdweek: { readonly w: number; readonly rel: number };
  readonly both: { readonly date: Node; readonly wd: Node };
  readonly wdom: { readonly w: number; readonly d: number };
  readonly span: {
    readonly parts: readonly (readonly [count: number, unit: string])[];
    readonly from?: Node;
    readonly sign?: number;
  };
  readonly start: { readonly of: Period };
  readonly end: { readonly of: Period };
  readonly dom: { readonly d: number; readonly of?: Period };
  readonly nthday: { readonly n: number; readonly of: Period };
  readonly nth: NthWeekday;
  readonly weekend: { readonly rel: number; readonly coming?: boolean };
  readonly holiday: { readonly day: Feast; readonly y?: Year; readonly which?: string };
  readonly after: { readonly date: Node; readonly w: number };
  readonly before: { readonly date: Node; readonly w: number };
}

export type Kind = keyof Days;

/** A day as its words say it. */
export interface Node {
  readonly k: Kind;
  /** How much a text must insist before the words count; see found.ts. */
  readonly form?: string;
  /** Words of talk alone, on which nothing is due. */
  readonly talk?: boolean;
  /** The part of the day. */
  readonly part?: string;
  readonly y?: Year;
  readonly w?: number;
  readonly which?: string;
  readonly date?: Node;
  readonly of?: { readonly y?: Year };
}

/** The words that lead to a day. */
export interface Lead {
  readonly due?: Json;
  readonly deadline?: Json;
  readonly start?: Json;
  readonly how?: string;
  readonly on?: string;
  readonly also?: string;
}
