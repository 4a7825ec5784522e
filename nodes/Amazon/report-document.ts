import type { Answer, Client } from '../shared/api/client';
import { Problem } from '../shared/api/problem';
import { charsetOfContentType, gunzipWherePacked } from '../shared/format';
import type { RunContext } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { apiRequest, DOWNLOAD, type Call, type OperationName } from './wire';

/** The path of one operation for a restricted data token: a report document opens to its own path only (amazon.md §4.3). */
export interface RestrictedResource {
  method: string;
  path: string;
}

async function takeToken(client: Client, restrictedResources: readonly RestrictedResource[]): Promise<string> {
  const request = apiRequest('createRestrictedDataToken', { body: { restrictedResources } });
  const asked = await settle(async () => await client.call<{ restrictedDataToken?: string | null } | undefined>(request));
  const token = 'value' in asked ? asked.value.data?.restrictedDataToken : undefined;
  if (token) return token;
  // Without the role Amazon answers 400 or 403 (unconfirmed, amazon.md §4.3); neither is a record's fault.
  if ('problem' in asked && asked.problem.details.kind !== 'refused') throw asked.problem;
  throw new Problem({
    kind: 'unavailable',
    cause: 'permission',
    message: 'problem' in asked ? `${asked.problem.message} (createRestrictedDataToken)` : 'Amazon gave no restricted data token',
    nextStep:
      'Give the app the restricted role in the developer console (Direct-to-Consumer Shipping for addresses and labels, Tax Invoicing for billing addresses), authorise it again and copy the new Refresh Token.',
    vendor: 'Amazon',
    operation: 'createRestrictedDataToken',
  });
}

/** Calls of what holds buyers' data, with a token of its own that lives an hour; one that has run out is taken anew, once. */
export class RestrictedAccess {
  private token?: Promise<string>;

  constructor(
    private readonly client: Client,
    private readonly resources: readonly RestrictedResource[],
  ) {}

  async call<T>(operation: OperationName, call: Call): Promise<Answer<T>> {
    const send = async (): Promise<Answer<T>> => {
      this.token ??= takeToken(this.client, this.resources);
      return await this.client.call<T>(apiRequest(operation, { ...call, restricted: await this.token }));
    };
    const first = await settle(send);
    if ('value' in first) return first.value;
    const { cause } = first.problem.details;
    // The client renews the access token only, and a token that could not be taken must not be kept.
    this.token = undefined;
    if (cause !== 'credential') throw first.problem;
    return await send();
  }
}

export const reportDocumentResource = (documentId: string): RestrictedResource => ({
  method: 'GET',
  path: `/reports/2021-06-30/documents/${encodeURIComponent(documentId)}`,
});

/** A document's bytes, unpacked, with the charset its content type names. */
export interface DocumentBytes {
  bytes: AsyncGenerator<Uint8Array>;
  charset?: string;
}

interface DocumentAnswer {
  url?: string | null;
}

const MOST_DOWNLOADS = 3;

type Linked = Extract<OperationName, 'getReportDocument' | 'getFeedDocument'>;

/** A document behind a pre-signed link, which lives five minutes and must not see our signature (amazon.md §7.1). */
export class AmazonDocument {
  private url?: string;

  constructor(
    private readonly run: Pick<RunContext, 'client'>,
    private readonly operation: Linked,
    private readonly documentId: string,
    private readonly restricted?: RestrictedAccess,
  ) {}

  private async link(): Promise<string> {
    if (this.url === undefined) {
      const call = { values: { documentId: this.documentId } };
      const answer = this.restricted
        ? await this.restricted.call<DocumentAnswer | undefined>(this.operation, call)
        : await this.run.client.call<DocumentAnswer | undefined>(apiRequest(this.operation, call));
      this.url = answer.data?.url ?? '';
    }
    return this.url;
  }

  private async open(): Promise<DocumentBytes> {
    const address = await this.link();
    const answer = await this.run.client.call({
      operation: DOWNLOAD,
      method: 'GET',
      path: '',
      address,
      headers: { Accept: '*/*' },
      safety: 'read',
      answer: 'stream',
      timeoutMs: 120_000,
    });
    const bytes = gunzipWherePacked(answer.stream ?? nothing());
    return { bytes, charset: charsetOfContentType(answer.headers['content-type']) };
  }

  /**
   * Reads the document, from its beginning again when the connection breaks off or the link has died.
   *
   * @param consume must begin anew each time it is called
   */
  async read<T>(consume: (document: DocumentBytes) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const result = await settle(async () => await consume(await this.open()));
      if ('value' in result) return result.value;
      const { cause, code } = result.problem.details;
      const mayHelp = cause === 'network' || code === 'LinkRefused';
      if (!mayHelp || attempt >= MOST_DOWNLOADS) throw lasting(result.problem);
      if (code === 'LinkRefused') this.url = undefined;
    }
  }

  /** The rows as they come, for storing as a file: opened when the reading begins, and read once. */
  async *rows(parse: (bytes: AsyncIterable<Uint8Array>, charset?: string) => AsyncIterable<string[][]>): AsyncGenerator<string[][]> {
    const { bytes, charset } = await this.open();
    yield* parse(bytes, charset);
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** A link that does not open is no record's fault. */
function lasting(problem: Problem): Problem {
  if (problem.details.code !== 'LinkRefused') return problem;
  return new Problem({ ...problem.details, kind: 'unavailable', cause: 'network' });
}
