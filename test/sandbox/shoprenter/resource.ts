import { ApiError, wrongData, wrongDate, wrongDateTime } from './errors';
import type { Shop } from './store';
import { isDateTime, isDay, local, utc } from './times';
import type { Json, View } from './view';

export interface Filter<Row> {
  check?: (name: string, value: string) => ApiError | undefined;
  keep(row: Row, value: string, view: View): boolean;
}

export interface Write {
  shop: Shop;
  view: View;
  body: Json;
  /** Id in the path; on creation it becomes the outer id. */
  id: string | undefined;
  sku: string | undefined;
  /** POST adds to relation lists, PUT replaces them (shoprenter.md §2). */
  adds: boolean;
}

export interface Written<Row> {
  row: Row;
  created: boolean;
  /** Members the vendor drops without a word. */
  ignored: string[];
}

/** One REST resource of the vendor. */
export interface Resource<Row = unknown> {
  path: string;
  /** Without `:read` and `:write`. */
  scope: string;
  rows(shop: Shop): Row[];
  /** All ids that name the row. */
  ids(row: Row): string[];
  /** Faster than looking through all rows. */
  find?(shop: Shop, id: string): Row | undefined;
  render(view: View, row: Row): Json;
  filters?: Record<string, Filter<Row>>;
  /** page and limit as numbers; elsewhere they are texts (shoprenter.md §2). */
  numericPages?: boolean;
  create?(write: Write): Written<Row> | Promise<Written<Row>>;
  update?(write: Write, row: Row): Written<Row> | Promise<Written<Row>>;
  remove?(shop: Shop, row: Row): void;
  /** Takes ?sku= instead of an id on POST, PUT and DELETE. */
  bySku?(shop: Shop, sku: string): Row | undefined;
  /** emptyBody=1 is ignored on product endpoints. */
  fullBody?: boolean;
}

/** Keeps the row's own type inside and hides it outside. */
export function resource<Row>(definition: Resource<Row>): Resource {
  return definition as unknown as Resource;
}

export function rowOf<Row>(resource: Resource<Row>, shop: Shop, id: string): Row | undefined {
  return resource.find ? resource.find(shop, id) : resource.rows(shop).find((row) => resource.ids(row).includes(id));
}

export function equals<Row>(of: (row: Row, shop: Shop) => string): Filter<Row> {
  return { keep: (row, value, { shop }) => of(row, shop) === value };
}

export function isFlag<Row>(hidden: (row: Row, shop: Shop) => boolean): Filter<Row> {
  return {
    check: (name, value) => (/^[01]$/.test(value) ? undefined : wrongData(name, 'This parameter is enum type. Check API documentation for accepted values.')),
    keep: (row, value, { shop }) => value !== '1' || !hidden(row, shop),
  };
}

export function atLeast<Row>(of: (row: Row) => number): Filter<Row> {
  return { check: (name, value) => (/^\d{1,10}$/.test(value) ? undefined : wrongData(name, 'The data is not int.')), keep: (row, value) => of(row) >= Number(value) };
}

/** `…Min`, `…Max`, `…After`, `…Before`. */
export function moment<Row>(side: 'from' | 'to', of: (row: Row) => number): Filter<Row> {
  return {
    check: (name, value) => (isDateTime(value) ? undefined : wrongDateTime(name)),
    keep: (row, value, { context }) => {
      const time = context.assumed('time-filter-zone') === 'shop' ? local(of(row)) : utc(of(row));
      if (time === value) return context.assumed('time-filter-bounds') === 'inclusive';
      return side === 'from' ? time > value : time < value;
    },
  };
}

export function day<Row>(of: (row: Row) => number): Filter<Row> {
  return { check: (name, value) => (isDay(value) ? undefined : wrongDate(name)), keep: (row, value) => local(of(row)).startsWith(value) };
}
