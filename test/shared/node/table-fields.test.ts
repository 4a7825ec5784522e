import { Problem } from '../../../nodes/shared/api/problem';
import type { ItemContext } from '../../../nodes/shared/node/operation';
import { columnsField, columnsOf, headersField, tableOptions, tableStyleOf, type TableStyle } from '../../../nodes/shared/node/table-fields';

const FIELDS = [
  { name: 'orderNumber', heading: 'Order', cell: () => '' },
  { name: 'name2', heading: 'Name 2', cell: () => '' },
];

const DEFAULTS: TableStyle = {
  delimiter: '\t',
  charset: 'utf-8',
  unmappable: 'fail',
  headerRow: false,
  decimalSign: '.',
  datePattern: 'yyyy-MM-dd',
  timeZone: 'UTC',
  lineBreaks: 'keep',
};

const item = (columns: unknown): ItemContext => ({
  index: 0,
  file: async () => await Promise.reject(new Error('no file is read')),
  param: <T>(name: string) => (name === 'columns' ? columns : undefined) as T,
});

const problemOf = (work: () => unknown): Problem['details'] => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.details;
  }
  throw new Error('nothing was refused');
};

it('offers the fields in words, with their headings', () => {
  const [group] = columnsField(FIELDS).options ?? [];
  const values = group && 'values' in group ? group.values : [];
  expect(values[0]?.options).toEqual([{ name: 'Order Number (Order)', value: 'orderNumber' }, { name: 'Name 2 (Name 2)', value: 'name2' }]);
  expect(values[0]?.default).toBe('orderNumber');
  expect(headersField(FIELDS).name).toBe('headings');
});

it('gives the chosen columns, blanks around a heading dropped', () => {
  expect(columnsOf(FIELDS, item({ column: [{ field: 'name2', heading: ' N ' }, { field: 'orderNumber' }] })).map(({ heading }) => heading)).toEqual(['N', 'Order']);
  expect(columnsOf(FIELDS, item(undefined))).toHaveLength(2);
});

it('blames no record for a field, a zone or a pattern that does not exist', () => {
  expect(problemOf(() => columnsOf(FIELDS, item({ column: [{ field: 'x' }] })))).toMatchObject({ kind: 'unavailable', nextStep: 'Choose one of orderNumber, name2.' });
  expect(problemOf(() => tableStyleOf({ timeZone: 'Nowhere' }, DEFAULTS))).toMatchObject({ kind: 'unavailable', message: expect.stringContaining("'Nowhere'") });
  expect(problemOf(() => tableStyleOf({ datePattern: 'JJJJ' }, DEFAULTS))).toMatchObject({ kind: 'unavailable', message: expect.stringContaining("'JJJJ'") });
});

it('begins every option with the default of the channel', () => {
  expect(Object.fromEntries(tableOptions(DEFAULTS).map(({ name, default: begin }) => [name, begin]))).toEqual(DEFAULTS);
  expect(tableStyleOf({ headerRow: true }, DEFAULTS)).toEqual({ ...DEFAULTS, headerRow: true });
});
