import { documentsIn, errorIn } from '../../nodes/InnVoice/answer';
import { isPrintAddress, signRequest } from '../../nodes/InnVoice/account';
import { checkLogIn } from '../../nodes/InnVoice/log-in';
import { innVoice, createRequest, printRequest, productsRequest, techidRequest } from '../../nodes/InnVoice/api';
import { SESSION_REFUSED, SESSION_UNAVAILABLE } from '../../nodes/shared/api/session';
import { judgeByHttp } from '../../nodes/shared/api/verdict';
import type { ApiRequest } from '../../nodes/shared/api/request';

const error = (code: string, message = 'Hiba') => `<response><error>${code}</error><message><![CDATA[${message}]]></message></response>`;
const invoice = '<response><invoice><techid><![CDATA[1]]></techid><Sorszam><![CDATA[A/1]]></Sorszam><TABLE_ID>9</TABLE_ID></invoice></response>';

describe('the documents of an answer', () => {
  it.each([
    ['under invoice', invoice, [{ techid: '1', number: 'A/1', tableId: '9' }]],
    ['under proforma_invoice, without a number', '<response><proforma_invoice><techid>2</techid></proforma_invoice></response>', [{ techid: '2', number: undefined }]],
    ['bare below the root', '<response><techid>3</techid></response>', [{ techid: '3' }]],
    ['several', '<response><invoice><techid>1</techid></invoice><invoice><techid>2</techid></invoice></response>', [{ techid: '1' }, { techid: '2' }]],
    ['none', '<response><ok>1</ok></response>', []],
    ['an empty root', '<response/>', []],
    ['half an answer', '<response><invoice><techid>1', []],
  ])('%s', (_what, text, wanted) => {
    expect(documentsIn(text)).toMatchObject(wanted);
    expect(documentsIn(text)).toHaveLength(wanted.length);
  });
});

describe('an error', () => {
  it('is found anywhere under the root', () => {
    expect(errorIn(error('500'))).toEqual({ code: '500', message: 'Hiba' });
    expect(errorIn(`<response><invoices><invoice>${error('12').slice(10, -11)}</invoice></invoices></response>`)).toEqual({ code: '12', message: 'Hiba' });
  });

  it('is not looked for in a text that only speaks of one', () => {
    expect(errorIn('<response><product><Nev><![CDATA[<error>1</error>]]></Nev></product></response>')).toBeUndefined();
    expect(errorIn(invoice)).toBeUndefined();
  });
});

describe('judging', () => {
  const judged = (status: number, text: string, request: ApiRequest) => {
    const response = { status, text, headers: {} };
    return innVoice.judgeFirst?.(response, request) ?? judgeByHttp(response, request, 0) ?? innVoice.judge(response, request);
  };
  const create = createRequest('<invoices/>');

  it.each([
    ['a document', 200, invoice, create, 'ok'],
    ['the vendor\'s no with 200', 200, error('500'), create, 'refused'],
    ['the vendor\'s no with 400', 400, error('500'), create, 'refused'],
    ['the vendor\'s no with 500', 500, error('500'), create, 'refused'],
    ['an outage in the vendor\'s words, which may come after the work', 503, error('503'), create, 'unclear'],
    ['an outage with 200', 200, error('503'), create, 'unclear'],
    ['an outage in nobody\'s words', 500, 'oops', create, 'unclear'],
    ['a page for people', 200, '<html>maintenance</html>', create, 'unclear'],
    ['half an answer', 200, '<response><invoice>', create, 'unclear'],
    ['nothing', 200, '', create, 'unclear'],
    ['a wrong password', 401, 'no', create, 'unavailable'],
    ['a wrong password with 200', 200, error('401'), create, 'unavailable'],
    ['too many calls', 429, error('429'), create, 'throttled'],
    ['too many calls with 200', 200, error('429'), create, 'throttled'],
    ['an unknown address', 404, 'nothing here', create, 'unavailable'],
    ['an unknown document', 404, error('404'), techidRequest('1'), 'refused'],
    ['a whole catalogue', 200, '<?xml version="1.0"?>\n<!-- x --><response><product/></response>\n', productsRequest(), 'ok'],
    ['an empty catalogue', 200, '<response/>', productsRequest(), 'ok'],
    ['half a catalogue', 200, '<response><product></product>', productsRequest(), 'unclear'],
    ['an error in place of a catalogue, for which no product is to blame', 200, error('500'), productsRequest(), 'unavailable'],
    ['an outage while reading, which is repeated', 500, error('500'), productsRequest(), 'unclear'],
    ['a PDF', 200, '%PDF-1.4', printRequest('https://api.innvoice.hu/x'), 'ok'],
    ['a PDF that is gone', 404, 'gone', printRequest('https://api.innvoice.hu/x'), 'refused'],
  ])('%s', (_what, status, text, request, kind) => {
    expect(judged(status, text, request).kind).toBe(kind);
  });
});

describe('where the password goes', () => {
  const values = { company: ' minta-kft ', user: '', password: ' secret ', baseUrl: '' };
  const basic = (user: string) => `Basic ${Buffer.from(`${user}:secret`).toString('base64')}`;

  it('is InnVoice, with the company as user unless another is given', () => {
    expect(signRequest(values, { url: '/product' })).toEqual({ url: 'https://api.innvoice.hu/minta-kft/product', headers: { Authorization: basic('minta-kft') } });
    expect(signRequest({ ...values, company: 'a/../b', user: 'api' }, { url: '/product', headers: { A: 'b' } })).toEqual({
      url: 'https://api.innvoice.hu/a%2F..%2Fb/product',
      headers: { A: 'b', Authorization: basic('api') },
    });
  });

  it.each(['http://api.innvoice.hu', 'ftp://x', 'innvoice', 'http://127.0.0.1.example.com', 'http://localhost.example.com'])('is not %s', (baseUrl) => {
    expect(() => signRequest({ ...values, baseUrl }, { url: '/product' })).toThrow(expect.objectContaining({ httpCode: SESSION_REFUSED }));
  });

  it('is never a print link, which opens without', () => {
    expect(signRequest(values, { url: 'https://print.innvoice.hu/abc', headers: { Accept: 'x' } })).toEqual({ url: 'https://print.innvoice.hu/abc', headers: { Accept: 'x' } });
    expect(() => signRequest(values, { url: 'https://evil.example/abc' })).toThrow(expect.objectContaining({ httpCode: SESSION_REFUSED }));
  });

  it.each([
    ['https://api.innvoice.hu/p', 'https://api.innvoice.hu', true],
    ['https://i1.innvoice.hu/p', 'https://api.innvoice.hu', true],
    ['http://api.innvoice.hu/p', 'https://api.innvoice.hu', false],
    ['https://notinnvoice.hu/p', 'https://api.innvoice.hu', false],
    ['https://innvoice.hu.evil.example/p', 'https://api.innvoice.hu', false],
    ['http://127.0.0.1:8700/innvoice-print/x', 'http://127.0.0.1:8700/innvoice', true],
    ['http://127.0.0.1:9999/x', 'http://127.0.0.1:8700/innvoice', false],
    ['file:///etc/passwd', 'https://api.innvoice.hu', false],
    ['no link', 'https://api.innvoice.hu', false],
  ])('%s may be fetched beside %s: %s', (link, base, allowed) => {
    expect(isPrintAddress(link, base)).toBe(allowed);
  });
});

describe('the check of a log-in', () => {
  const books = '<response><tomb_invoice><TABLE_ID>1</TABLE_ID></tomb_invoice></response>';
  it('passes with the books', () => expect(checkLogIn(200, books)).toBe('yes'));

  it.each([
    [401, '', SESSION_REFUSED],
    [200, error('401', 'Hibás jelszó'), SESSION_REFUSED],
    [404, 'nothing', SESSION_REFUSED],
    [429, error('429'), SESSION_UNAVAILABLE],
    [503, error('503'), SESSION_UNAVAILABLE],
    [302, '', SESSION_UNAVAILABLE],
    [200, '<html><body>maintenance</body></html>', SESSION_UNAVAILABLE],
    [200, '', SESSION_UNAVAILABLE],
  ])('HTTP %s with %j', (status, body, code) => {
    expect(() => checkLogIn(status, body)).toThrow(expect.objectContaining({ httpCode: code }));
  });
});
