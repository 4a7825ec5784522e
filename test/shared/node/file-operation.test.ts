/** A channel that only exchanges files: no vendor, no credential, run by n8n-core. */
import { NodeConnectionTypes, type IExecuteFunctions, type INodeType } from 'n8n-workflow';
import { z } from 'zod';

import { Problem, refused } from '../../../nodes/shared/api/problem';
import { propertiesOf } from '../../../nodes/shared/node/describe';
import { problemJson } from '../../../nodes/shared/node/errors';
import { FromItem, Unreadable, WithFiles, type Channel, type FileOperation, type Resource } from '../../../nodes/shared/node/operation';
import { runChannel } from '../../../nodes/shared/node/run';
import { installedTypes, runNode, Vault } from '../../support/n8n';

const described = { name: 'Any', action: 'Any', description: 'Any', fields: [], output: z.object({}) };

/** One file of all items. */
const pack: FileOperation = {
  ...described,
  kind: 'file',
  value: 'pack',
  async run(_run, items) {
    const failed = items.slice(1, 2).map(({ index }) => ({ index, problem: refused('The second one does not fit', 'Mend it.') }));
    const file = { data: new TextEncoder().encode('ü'), fileName: 'all.txt', mimeType: 'text/plain' };
    return { rows: [new WithFiles({ items: items.length }, { data: file })], failed };
  },
};

/** Rows of each item's file; `?` stands for a row that cannot be read. */
const unpack: FileOperation = {
  ...described,
  kind: 'file',
  value: 'unpack',
  async run(_run, items) {
    const rows: FromItem[] = [];
    const failed: Array<{ index: number; problem: Problem }> = [];
    for (const item of items) {
      const file = await item.file('data').catch((problem: Problem) => problem);
      if (file instanceof Problem) failed.push({ index: item.index, problem: file });
      else for (const row of Buffer.from(file.data).toString('utf8').split('\n')) rows.push(new FromItem(item.index, read(row, file.fileName)));
    }
    return { rows, failed };
  },
};

const read = (row: string, of: string) =>
  row === '?' ? new Unreadable({ channel: 'paper', account: 'a', id: '1' }, '1', refused('Row 2 is not readable', 'Mend it.')) : { row, of };

const resources: Resource[] = [{ value: 'file', name: 'File', operations: [pack, unpack] }];
const channel: Channel = { resources };

class Paper implements INodeType {
  description: INodeType['description'] = {
    displayName: 'Paper',
    name: 'paper',
    group: ['transform'],
    version: 1,
    description: '',
    defaults: { name: 'Paper' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    properties: propertiesOf(resources),
  };

  async execute(this: IExecuteFunctions) {
    return await runChannel.call(this, channel);
  }
}

const textFile = (text: string) => ({
  data: { data: Buffer.from(text).toString('base64'), mimeType: 'text/csv', fileName: 'in.csv' },
});

const run = async (operation: string, more: object) =>
  await runNode({ type: 'paper', parameters: { resource: 'file', operation }, vault: new Vault([]), onError: 'continueErrorOutput', ...more });

beforeAll(() => installedTypes().nodes.set('paper', new Paper()));
afterAll(() => installedTypes().nodes.delete('paper'));

describe('a file of all items', () => {
  it('is paired with the items that are in it; the others go to the error output', async () => {
    const { items, errors } = await run('pack', { input: [{ n: 1 }, { n: 2 }, { n: 3 }] });
    expect(items.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual([{ json: { items: 3 }, pairedItem: [{ item: 0 }, { item: 2 }] }]);
    expect(Buffer.from(items[0]?.binary?.data?.data ?? '', 'base64').toString('utf8')).toBe('ü');
    expect(errors.map(({ json }) => json)).toMatchObject([{ n: 2, error: { message: 'The second one does not fit' } }]);
  });

  it('leaves out an item that carries a problem, which keeps it', async () => {
    const carried = problemJson(refused('Not for any file', 'Mend it.'));
    const { items, errors } = await run('pack', { input: [{ error: carried }, { n: 2 }] });
    expect(items[0]?.json).toEqual({ items: 1 });
    expect(errors.map(({ json }) => json.error)).toEqual([carried]);
  });
});

describe('rows of the items that brought a file', () => {
  it('are paired with their own item, and one that cannot be read fails alone', async () => {
    const { items, errors } = await run('unpack', { input: [{}, {}], files: [textFile('a\n?\nb'), textFile('c')] });
    expect(items.map(({ json, pairedItem }) => [json.row, json.of, pairedItem])).toEqual([
      ['a', 'in.csv', { item: 0 }],
      ['b', 'in.csv', { item: 0 }],
      ['c', 'in.csv', { item: 1 }],
    ]);
    expect(errors).toMatchObject([{ json: { error: { message: 'Row 2 is not readable' } }, pairedItem: { item: 0 } }]);
  });

  it('an item without the file says which ones it has', async () => {
    const { items, errors } = await run('unpack', { input: [{}, {}], files: [undefined, { other: textFile('a').data }] });
    expect(items).toEqual([]);
    expect(errors.map(({ json }) => json.error)).toMatchObject([
      { kind: 'refused', message: "The item has no file in the binary field 'data'", nextStep: expect.stringContaining('no file at all') },
      { nextStep: expect.stringContaining("It has 'other'.") },
    ]);
  });

  it('stop the node at a row that cannot be read where it is not set to continue', async () => {
    await expect(run('unpack', { files: [textFile('?')], onError: undefined })).rejects.toMatchObject({ message: 'Row 2 is not readable', description: 'Mend it.' });
  });
});
