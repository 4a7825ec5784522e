import type { IAuthenticate, ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';

import { ChannelSyncLinnworksApi } from '../../credentials/ChannelSyncLinnworksApi.credentials';
import { SESSION_UNAVAILABLE } from '../../nodes/shared/api/session';

const credential = new ChannelSyncLinnworksApi();
const VALUES: ICredentialDataDecryptedObject = {
  applicationId: ' app ',
  applicationSecret: 'sec',
  token: 'inst',
  authorizationUrl: '',
  ordersUrl: '',
};
const SESSION = { sessionToken: 'session-1', server: 'https://eu-ext.linnworks.net', locality: 'EU' };

const authenticate = credential.authenticate as Extract<IAuthenticate, (...given: never[]) => unknown>;

function logIn(answer: (options: IHttpRequestOptions) => unknown) {
  const sent: IHttpRequestOptions[] = [];
  const httpRequest = async (options: IHttpRequestOptions) => {
    sent.push(options);
    return answer(options);
  };
  const helper = { helpers: { httpRequest } } as unknown as IHttpRequestHelper;
  return { sent, session: credential.preAuthentication.call(helper, VALUES) };
}

it('logs in with the three values and stores nothing but token, server and locality', async () => {
  const body = { Token: 'session-1', Server: 'https://eu-ext.linnworks.net', Locality: 'EU', Md5Hash: 'x', Email: 'owner@example.com' };
  const { sent, session } = logIn(() => ({ statusCode: 200, body }));
  expect(await session).toEqual(SESSION);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    method: 'POST',
    url: 'https://api.linnworks.net/api/Auth/AuthorizeByApplication',
    body: { ApplicationId: 'app', ApplicationSecret: 'sec', Token: 'inst' },
    disableFollowRedirect: true,
  });
});

it('takes a log-in without an answer for "later", so that the call itself counts as never sent', async () => {
  const { session } = logIn(() => {
    throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  });
  await expect(session).rejects.toMatchObject({ httpCode: SESSION_UNAVAILABLE });
});

it('puts the bare session token into the header and the server in front of the path', async () => {
  const signed = await authenticate({ ...VALUES, ...SESSION }, { url: '/api/Inventory/GetStockLocations', headers: { Accept: 'x' } });
  expect(signed).toMatchObject({
    baseURL: 'https://eu-ext.linnworks.net',
    url: '/api/Inventory/GetStockLocations',
    headers: { Accept: 'x', Authorization: 'session-1' },
  });
});

it('never puts one of the three long-lived values on a call', async () => {
  const signed = await authenticate({ ...VALUES, ...SESSION }, { url: '/v2/orders' });
  expect(JSON.stringify(signed)).not.toMatch(/"(app|sec|inst)"/);
  expect(signed).toMatchObject({ baseURL: 'https://eu-api.linnworks.net/v2', url: '/orders' });
});

it('is tested by a call that needs a session and the right to read stock locations', () => {
  expect(credential.test.request).toEqual({ method: 'GET', url: '/api/Inventory/GetStockLocations' });
  const expirable = credential.properties.filter(({ typeOptions }) => typeOptions?.expirable);
  expect(expirable.map(({ name, type }) => [name, type])).toEqual([['sessionToken', 'hidden']]);
});
