import type { IBinaryKeyData, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { decodeText } from '../../../nodes/shared/format';
import { runNode, Vault, type NodeRun } from '../../support/n8n';

export interface Created extends NodeRun {
  files: Array<{ name: string; bytes: Uint8Array }>;
}

export const bytesOf = ({ binary }: INodeExecutionData, property = 'data'): Uint8Array => Buffer.from(binary?.[property]?.data ?? '', 'base64');

/** Runs File: Create on records, through n8n. */
export async function create(content: string, records: unknown[], parameters: INodeParameters = {}, onError?: 'continueErrorOutput'): Promise<Created> {
  const run = await runNode({
    type: 'hyreka',
    parameters: { resource: 'file', operation: 'create', content, record: '={{ $json.record }}', ...parameters },
    vault: new Vault([]),
    input: records.map((record) => ({ record })) as Array<INodeExecutionData['json']>,
    onError: onError ?? 'continueErrorOutput',
  });
  const files = run.items.map((item) => ({ name: item.binary?.data?.fileName ?? '', bytes: bytesOf(item) }));
  return { ...run, files };
}

/** The one file of a table, as text. */
export async function tableText(content: string, records: unknown[], parameters: INodeParameters = {}, charset = 'windows-1252'): Promise<string> {
  const { files } = await create(content, records, parameters);
  return decodeText(files[0]?.bytes ?? new Uint8Array(), charset);
}

export const binaryOf = (bytes: Uint8Array | string, fileName = 'in.csv'): IBinaryKeyData => ({
  data: { data: Buffer.from(bytes as Uint8Array).toString('base64'), mimeType: 'text/csv', fileName },
});

/** Runs File: Parse on one file, through n8n. */
export async function parse(content: string, file: Uint8Array | string, parameters: INodeParameters = {}, onError?: 'continueErrorOutput' | 'stop'): Promise<NodeRun> {
  return await runNode({
    type: 'hyreka',
    parameters: { resource: 'file', operation: 'parse', content, returnAll: true, ...parameters },
    vault: new Vault([]),
    files: [binaryOf(file)],
    onError: onError === 'stop' ? undefined : 'continueErrorOutput',
  });
}

/** 'Columns' (or 'Headings') as the editor stores them. */
export const columns = (...list: Array<[field: string, heading?: string]>): { column: Array<{ field: string; heading: string }> } => ({
  column: list.map(([field, heading = '']) => ({ field, heading })),
});
