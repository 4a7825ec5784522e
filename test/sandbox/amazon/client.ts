import axios, { type AxiosResponse } from 'axios';
import type { Sandbox } from '../server';
import { CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN } from './credentials';

/** A plain client of the room's own tests; it knows nothing of the nodes. */
const http = axios.create({ validateStatus: () => true, proxy: false, timeout: 20_000 });

export const USER_AGENT = 'ChannelSyncTest/1.0 (Language=TypeScript; Platform=Jest)';

export async function exchange(sandbox: Sandbox, change: Record<string, string> = {}): Promise<AxiosResponse> {
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: REFRESH_TOKEN, client_id: CLIENT_ID, client_secret: CLIENT_SECRET, ...change });
  for (const [name, value] of Object.entries(change)) if (value === '') form.delete(name);
  return await http.post(`${sandbox.url}/amazon-lwa/auth/o2/token`, form.toString(), { headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' } });
}

export interface Client {
  token: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<AxiosResponse>;
  /** The same with a restricted data token for just this call. */
  restricted(method: string, path: string, body?: unknown, resource?: string): Promise<AxiosResponse>;
  /** A pre-signed link, with nothing of the API. */
  download(url: string, headers?: Record<string, string>): Promise<AxiosResponse<Buffer>>;
  upload(url: string, content: string, contentType: string): Promise<AxiosResponse>;
}

export async function amazon(sandbox: Sandbox): Promise<Client> {
  const token = (await exchange(sandbox)).data.access_token as string;
  const call: Client['call'] = async (method, path, body, headers = {}) =>
    await http.request({
      method,
      url: `${sandbox.url}/amazon${path}`,
      data: body === undefined ? undefined : JSON.stringify(body),
      headers: { 'x-amz-access-token': token, 'User-Agent': USER_AGENT, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    });
  return {
    token,
    call,
    restricted: async (method, path, body, resource = path.split('?')[0]) => {
      const { data } = await call('POST', '/tokens/2021-03-01/restrictedDataToken', { restrictedResources: [{ method, path: resource }] });
      return await call(method, path, body, { 'x-amz-access-token': String(data.restrictedDataToken) });
    },
    download: async (url, headers = {}) => await http.get<Buffer>(url, { responseType: 'arraybuffer', decompress: false, headers }),
    upload: async (url, content, contentType) => await http.put(url, content, { headers: { 'Content-Type': contentType } }),
  };
}
