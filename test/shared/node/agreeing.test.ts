import { agreeing, listed } from '../../../nodes/shared/node/agreeing';

const job = (index: number, sku: string, level: number, place = '') => ({ index, sku, level, place });

it('refuses all items of a SKU that comes with different levels for one place, and no other', () => {
  const all = [job(0, 'A', 1), job(1, 'B', 2), job(2, 'A', 1), job(3, 'B', 3), job(4, 'B', 2), job(5, 'B', 9, 'elsewhere')];
  const { agreed, failed } = agreeing(all, ({ sku, place }) => `${sku} ${place}`, ({ level }) => level, (jobs) => `${jobs[0].sku} comes with ${listed(jobs, ({ level }) => level)}`);
  expect(agreed.map(({ index }) => index)).toEqual([0, 2, 5]);
  expect(failed.map(({ index }) => index)).toEqual([1, 3, 4]);
  for (const outcome of failed) expect('problem' in outcome && outcome.problem.details).toMatchObject({ kind: 'refused', message: 'B comes with 2 and 3' });
});
