import '../conformance/support/clock';
import { ChannelSyncAmazonSpApi } from '../../credentials/ChannelSyncAmazonSpApi.credentials';
import { acceptsDocument, apiBase, readToken, tokenAddress } from '../../nodes/Amazon/account';
import { SESSION_REFUSED, SESSION_UNAVAILABLE } from '../../nodes/shared/api/session';
import { pressTest } from '../conformance/support/credential-test';
import { AmazonRoom } from './support/room';

const addresses = { region: 'eu', apiUrl: '', tokenUrl: '', useSandboxHost: false };

it('goes to the host of the region, and to the sandbox host where that is chosen', () => {
  expect(apiBase(addresses)).toBe('https://sellingpartnerapi-eu.amazon.com');
  expect(apiBase({ ...addresses, region: 'na', useSandboxHost: true })).toBe('https://sandbox.sellingpartnerapi-na.amazon.com');
  expect(tokenAddress(addresses)).toBe('https://api.amazon.com/auth/o2/token');
});

it.each(['http://example.com', 'ftp://x', 'nonsense'])('sends neither token nor secret to %s', (address) => {
  expect(() => apiBase({ ...addresses, apiUrl: address })).toThrow('https');
  expect(() => tokenAddress({ ...addresses, tokenUrl: address })).toThrow('https');
});

it('fetches documents from the storage Amazon uses only, and from loopback only where the API is there', () => {
  const link = 'https://tortuga-prod-eu.s3-eu-west-1.amazonaws.com/x?X-Amz-Signature=1';
  expect(acceptsDocument(link, { apiUrl: '' })).toBe(true);
  for (const bad of ['http://tortuga-prod-eu.s3-eu-west-1.amazonaws.com/x', 'https://amazonaws.com.example.net/x', 'https://evilamazonaws.com/x', 'https://example.com/x', 'http://127.0.0.1:1/x', '']) {
    expect([bad, acceptsDocument(bad, { apiUrl: '' })]).toEqual([bad, false]);
  }
  expect(acceptsDocument('http://127.0.0.1:8700/amazon-documents/1', { apiUrl: 'http://127.0.0.1:8700/amazon' })).toBe(true);
});

it('tells an expired secret, a revoked authorisation and a busy service apart', () => {
  expect(() => readToken(401, { error: 'invalid_client' })).toThrow(/180 days/);
  expect(() => readToken(400, { error: 'invalid_grant' })).toThrow(/Authorise the app again/);
  expect(() => readToken(503, '')).toThrow(expect.objectContaining({ httpCode: SESSION_UNAVAILABLE }));
  expect(() => readToken(200, { error: 'invalid_scope' })).toThrow(expect.objectContaining({ httpCode: SESSION_REFUSED }));
  expect(readToken(200, { access_token: 'Atza|x' })).toBe('Atza|x');
});

it('leaves a restricted token in its place, and never sends the long-lived values', async () => {
  const credential = new ChannelSyncAmazonSpApi();
  const values = { ...addresses, clientId: 'id-1', clientSecret: 'secret-1', refreshToken: 'refresh-1', accessToken: 'access-1' };
  const sign = credential.authenticate as (given: object, options: object) => Promise<{ headers: Record<string, string> }>;
  const plain = await sign(values, { url: '/orders' });
  expect(plain.headers['x-amz-access-token']).toBe('access-1');
  expect(JSON.stringify(plain)).not.toMatch(/secret-1|refresh-1/);
  expect((await sign(values, { url: '/orders', headers: { 'x-amz-access-token': 'restricted' } })).headers['x-amz-access-token']).toBe('restricted');
});

describe('the button Test', () => {
  let room: AmazonRoom;
  beforeAll(async () => {
    room = await AmazonRoom.open();
  });
  afterAll(async () => await room.close());
  beforeEach(() => room.reset());
  const press = async (change = {}) => await pressTest('channelSyncAmazonSpApi', await room.vault(change));

  it.each(['401', '400'])('tells a wrong or expired secret (HTTP %s)', async (status) => {
    await room.assume({ 'invalid-client-status': status });
    expect((await press({ clientSecret: 'amzn1.oa2-cs.v1.wrong' })).status).toBe('Error');
    await room.act('account', { secretExpired: true });
    expect((await press()).status).toBe('Error');
  });

  it('names region, role and plan where the token is good and access is denied', async () => {
    await room.act('account', { region: 'na' });
    expect(await press()).toMatchObject({ status: 'Error', message: expect.stringMatching(/Region.*role.*plan/s) });
  });

  it('passes', async () => expect(await press()).toMatchObject({ status: 'OK' }));
});
