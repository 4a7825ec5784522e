import { redact } from '../../../nodes/shared/api/redact';

describe('a vendor text made fit to show', () => {
  it('masks secrets, addresses and long opaque strings and keeps what people need', () => {
    const told = redact("Order 'MB7UWLD' of jane@example.com: token 0123456789abcdef0123456789abcdef0123 or mykey-55", ['mykey-55']);
    expect(told).toBe("Order 'MB7UWLD' of ***@***: token *** or ***");
  });

  it('shortens ids and long texts', () => {
    expect(redact('id 0d4c2a6e-1111-4222-8333-944444444444')).toBe('id 0d4c…');
    expect(redact('x '.repeat(500)).length).toBe(401);
  });
});
