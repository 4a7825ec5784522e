import { inFlight } from '../../nodes/Kaufland/in-flight';
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
  expect(done).toEqual([...Array(35).keys()].map((number) => ({ result: number * 2 })));
});

it('goes on after a refusal', async () => {
  const done = await inFlight([1, 2, 3], async (number) => {
    if (number === 2) throw refused('no', 'look');
    return number;
  });
  expect(done.map((one) => 'result' in one)).toEqual([true, false, true]);
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

it('hands a defect of the code up as it is', async () => {
  await expect(inFlight([1], async () => await Promise.reject(new TypeError('defect')))).rejects.toThrow('defect');
});
