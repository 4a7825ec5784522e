import type { Client } from '../shared/api/client';
import { Problem } from '../shared/api/problem';
import type { ApiRequest } from '../shared/api/request';
import { serverTime } from '../shared/api/verdict';
import { xmlList, type XmlElement } from '../shared/format';
import { settle } from '../shared/node/settle';
import { readXml } from './answer';

export interface Answered {
  root: XmlElement;
  /** The vendor's clock, epoch ms. */
  serverNow?: number;
}

/** Told by the log-in; a key without the function is answered like a wrong one. */
function permitted(client: Client, problem: Problem, { path }: ApiRequest): Problem {
  const wanted = path.slice(1);
  const known = client.setting?.('permissions') ?? '';
  if (problem.details.cause !== 'credential' || known === '' || known.split(',').includes(wanted)) return problem;
  return new Problem({
    ...problem.details,
    cause: 'permission',
    message: `UNAS does not allow this API key to use ${wanted}`,
    nextStep: `Missing permission: in the shop admin (Beállítások, Külső kapcsolatok, API kapcsolat) allow ${wanted} for the key in the credential.`,
  });
}

/** One call, its answer parsed. @throws Problem */
export async function ask(client: Client, request: ApiRequest): Promise<Answered> {
  const answer = await settle(async () => await client.call<string>(request));
  if ('problem' in answer) throw permitted(client, answer.problem, request);
  const document = readXml(answer.value.text);
  if (!document) throw new Problem({ kind: request.safety === 'once' ? 'unknown' : 'unavailable', cause: 'network', message: `UNAS answered ${request.operation} with broken XML`, nextStep: 'Nothing was lost. Run it again; a scheduled run does so by itself.', vendor: 'UNAS', operation: request.operation });
  return { root: document.root, serverNow: serverTime(answer.value.headers) };
}

/** Elements below a list's root. */
export const elementsOf = (root: XmlElement, name: string): XmlElement[] =>
  xmlList(root, name).filter((one): one is XmlElement => typeof one === 'object' && !Array.isArray(one));
