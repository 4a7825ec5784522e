import { allInFlight, inFlight } from '../../nodes/Kaufland/in-flight';
import { Problem, refused } from '../../nodes/shared/api/problem';

const tick = async () => await new Promise((resolve) => setImmediate(resolve));

it('has ten pieces of work under way at most and answers in order', async () => {
  let open = 0;
  let most = 0;
  const done = await inFlight([...Array(35).keys()], async (number) => {
    open += 1;
    most = Math.max(most, open);
    for (let wait = 0; wait < (number % 4) + 1; wait++) await tick();
    open -= 1;
    return number * 2;
  });
  expect(most).toBe(10);
  expect(done).toEqual([...Array(35).keys()].map((number) => ({ value: number * 2 })));
});

it('goes on after a refusal', async () => {
  const done = await inFlight([1, 2, 3], async (number) => {
    if (number === 2) throw refused('no', 'look');
    return number;
  });
  expect(done.map((one) => 'value' in one)).toEqual([true, false, true]);
});

it('begins nothing more once the vendor cannot be used', async () => {
  let begun = 0;
  const done = await inFlight([...Array(40).keys()], async () => {
    begun += 1;
    await tick();
    throw new Problem({ kind: 'unavailable', message: 'down', nextStep: 'wait' });
  });
  expect(begun).toBe(10);
  expect(done).toHaveLength(40);
  expect(done.every((one) => 'problem' in one && one.problem.details.kind === 'unavailable')).toBe(true);
});

describe('an item Kaufland answers with HTTP 500', () => {
  const broken = new Problem({ kind: 'unavailable', cause: 'network', vendor: 'Kaufland', message: 'HTTP 500', nextStep: 'wait', status: '500' });

  it('is refused while the others go through, before and after it', async () => {
    const done = await inFlight([...Array(25).keys()], async (number) => {
      await tick();
      if (number === 12) throw broken;
      return number;
    });
    expect(done.flatMap((one, at) => ('problem' in one ? [[at, one.problem.details.kind]] : []))).toEqual([[12, 'refused']]);
  });

  it('is not to blame when all are: nothing more is begun', async () => {
    let begun = 0;
    const done = await inFlight([...Array(40).keys()], async () => {
      begun += 1;
      await tick();
      throw broken;
    });
    expect(begun).toBe(11);
    expect(done.every((one) => 'problem' in one && one.problem.details.kind === 'unavailable')).toBe(true);
  });

  it('stops work of which each part is needed, as what it is', async () => {
    await expect(
      allInFlight([1, 2, 3], async (number) => {
        if (number === 2) throw broken;
        return await Promise.resolve(number);
      }),
    ).rejects.toBe(broken);
  });
});

it('hands a defect of the code up as it is', async () => {
  await expect(inFlight([1], async () => await Promise.reject(new TypeError('defect')))).rejects.toThrow('defect');
});
