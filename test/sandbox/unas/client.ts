import axios, { type AxiosResponse } from 'axios';
import type { Sandbox } from '../server';
import { API_KEY } from './credentials';

const http = axios.create({ validateStatus: () => true, proxy: false, timeout: 5000, responseType: 'text', transformResponse: [(body: string) => body] });

export const valueOf = (text: string, name: string): string | undefined => new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${name}>`).exec(text)?.[1];

export const valuesOf = (text: string, name: string): string[] => [...text.matchAll(new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${name}>`, 'g'))].map(([, value]) => value as string);

export const post = (sandbox: Sandbox, name: string, body: string, headers: Record<string, string> = {}): Promise<AxiosResponse<string>> =>
  http.post(`${sandbox.url}/unas/${name}`, body, { headers: { 'Content-Type': 'application/xml', ...headers } });

/** A plain client of the room's own tests; it knows nothing of the nodes. */
export async function unas(sandbox: Sandbox, key = API_KEY) {
  const login = await post(sandbox, 'login', `<Params><ApiKey>${key}</ApiKey></Params>`);
  const token = valueOf(login.data, 'Token') ?? '';
  return { login, call: (name: string, body: string) => post(sandbox, name, body, { Authorization: `Bearer ${token}` }) };
}
