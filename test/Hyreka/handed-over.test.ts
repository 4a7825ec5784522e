/** How files come from n8n's core triggers to File: Parse: each names its binary field in its own way (nodes/Hyreka/README.md). */
import { runNode, Vault } from '../support/n8n';
import { binaryOf } from './support/node';

const STOCK = 'Artikel-Nr.;Bestand;Verfügbar\nMUG;7;5\n';

const parsed = async (binaryProperty: string, files: Array<Record<string, ReturnType<typeof binaryOf>[string]>>) =>
  await runNode({
    type: 'hyreka',
    parameters: { resource: 'file', operation: 'parse', content: 'stock', returnAll: true, binaryProperty },
    vault: new Vault([]),
    files,
    input: files.map(() => ({})),
    onError: 'continueErrorOutput',
  });

const file = (text: string) => binaryOf(text).data as ReturnType<typeof binaryOf>[string];

it.each([
  ['Read/Write Files from Disk and FTP', 'data'],
  ['Email Trigger (IMAP)', 'attachment_0'],
])('of %s', async (_node, field) => {
  const { items, errors } = await parsed(field, [{ [field]: file(STOCK) }]);
  expect(errors).toEqual([]);
  expect(items.map(({ json }) => json)).toEqual([{ sku: 'MUG', physical: 7, available: 5, allocated: 2 }]);
});

it('of two files, of which one is none, the other is read, and the error names the field', async () => {
  const { items, errors } = await parsed('attachment_0', [{ other: file(STOCK) }, { attachment_0: file(STOCK) }]);
  expect(items.map(({ json }) => json.sku)).toEqual(['MUG']);
  expect(errors).toHaveLength(1);
  expect((errors[0]?.json.error as { message: string }).message).toContain("'attachment_0'");
});
