import { shownParam } from '../../../nodes/shared/node/params';

describe('a parameter', () => {
  it('that is not shown is undefined, and nothing is extracted from it', () => {
    const asked: unknown[] = [];
    const hidden = (fallback: null, options?: object) => {
      asked.push(options);
      if (options) throw new Error('Could not get parameter');
      return fallback;
    };
    expect(shownParam(hidden)).toBeUndefined();
    expect(asked).toEqual([undefined]);
  });

  it('that was picked from a list gives what was picked', () => {
    const picked = { __rl: true, mode: 'list', value: '7' };
    expect(shownParam((_fallback, options) => (options?.extractValue ? picked.value : picked))).toBe('7');
  });

  it.each([0, false, '', []])('keeps %j', (value) => {
    expect(shownParam(() => value)).toBe(value);
  });
});
