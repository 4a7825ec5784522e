import axios, { type AxiosResponse } from 'axios';
import type { Sandbox } from '../server';
import { COMPANY, PASSWORD } from './credentials';

const http = axios.create({ validateStatus: () => true, proxy: false, timeout: 5000, responseType: 'text', transformResponse: [(body: string) => body] });

/** A plain client of the room's own tests; it knows nothing of the nodes. */
export function innVoice(sandbox: Sandbox, auth = { username: COMPANY, password: PASSWORD }, company = COMPANY) {
  const url = (path: string) => `${sandbox.url}/innvoice/${company}${path}`;
  return {
    get: (path: string): Promise<AxiosResponse<string>> => http.get(url(path), { auth }),
    post: (path: string, body: string, type = 'text/xml'): Promise<AxiosResponse<string>> => http.post(url(path), body, { auth, headers: { 'Content-Type': type } }),
  };
}

const HEADER: Record<string, string> = {
  VevoNev: 'Minta Anna',
  VevoIrsz: '1011',
  VevoOrszag: 'HU',
  VevoTelep: 'Budapest',
  VevoUtcaHsz: 'Fő utca 1.',
  SzamlatombID: '1',
  SzamlaKelte: '2026.03.02.',
  TeljesitesKelte: '2026.03.02.',
  Hatarido: '2026.03.10.',
  Devizanem: 'Ft',
  FizetesiMod: 'utánvét',
  Fizetve: '0',
  Eszamla: '1',
  Felretett: '0',
  Proforma: '0',
};
export const LINE: Record<string, string> = { TetelNev: 'Bögre, piros', AfaSzoveg: '27%', Brutto: '1', EgysegAr: '5200', Mennyiseg: '2', MennyisegEgyseg: 'db' };

/** Flat elements of one invoice; a change of undefined leaves the element out. */
export function fieldsOf(change: Record<string, string | undefined> = {}, lines: Array<Record<string, string | undefined>> = [LINE]): Array<[string, string]> {
  const written: Record<string, string | undefined> = { ...HEADER, Megjegyzes: 'Rendelés: 1001', ...change };
  lines.forEach((line, index) => {
    for (const [name, value] of Object.entries(line)) written[lines.length === 1 ? name : `${name}${index + 1}`] = value;
  });
  return Object.entries(written).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

export function xmlOf(root: string, child: string, ...documents: Array<Array<[string, string]>>): string {
  return `<${root}>${documents.map((fields) => `<${child}>${fields.map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`).join('')}</${child}>`).join('')}</${root}>`;
}

export function invoice(change: Record<string, string | undefined> = {}, lines: Array<Record<string, string | undefined>> = [LINE]): string {
  return xmlOf('invoices', 'invoice', fieldsOf(change, lines));
}

export function valueOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${name}>`).exec(xml)?.[1];
}
