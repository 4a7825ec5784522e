import fc from 'fast-check';
import { identityKey, parseIdentityKey, sameIdentity } from '../../../nodes/shared/model';

const part = fc.oneof(fc.string({ minLength: 1 }), fc.stringMatching(/^[:%325A]{1,6}$/));
const identity = fc.record({ channel: part, account: part, id: part });

describe('identityKey', () => {
  it('is readable', () => {
    expect(identityKey({ channel: 'kaufland', account: 'de', id: 'MB7UWLD' })).toBe('kaufland:de:MB7UWLD');
  });

  it('keeps parts apart that hold the separator', () => {
    expect(identityKey({ channel: 'a', account: 'b:c', id: 'd' })).toBe('a:b%3Ac:d');
    expect(identityKey({ channel: 'a', account: 'b', id: 'c:d' })).not.toBe(identityKey({ channel: 'a', account: 'b:c', id: 'd' }));
    expect(identityKey({ channel: 'a', account: 'b', id: '%3A' })).toBe('a:b:%253A');
  });

  it('comes back unchanged, so that two identities never share one text', () => {
    fc.assert(fc.property(identity, (one) => expect(parseIdentityKey(identityKey(one))).toEqual(one)));
  });

  it('is equal for equal identities only', () => {
    fc.assert(
      fc.property(identity, identity, (a, b) => {
        const equal = a.channel === b.channel && a.account === b.account && a.id === b.id;
        expect(sameIdentity(a, b)).toBe(equal);
      }),
    );
  });

  it.each(['', 'a', 'a:b', 'a:b:c:d', 'a::c', ':b:c'])('refuses %p', (text) => {
    expect(() => parseIdentityKey(text)).toThrow(expect.objectContaining({ code: 'bad-identity' }));
  });
});
