import { agreeing, levelsOf } from '../../../nodes/shared/node/repeats';

const job = (index: number, sku: string, level: number, place = '') => ({ index, sku, level, place });

it('takes each SKU of a place once, and refuses all items of one that comes with different levels', () => {
  const all = [job(0, 'A', 1), job(1, 'B', 2), job(2, 'A', 1), job(3, 'B', 3), job(4, 'B', 2), job(5, 'B', 9, 'elsewhere')];
  const { jobs, repeats, failed } = agreeing(all, ({ sku, place }) => `${sku} ${place}`, ({ level }) => level, levelsOf);
  expect(jobs.map(({ index }) => index)).toEqual([0, 5]);
  expect([...repeats]).toEqual([[2, 0]]);
  expect(failed.map(({ index }) => index)).toEqual([1, 3, 4]);
  for (const outcome of failed) {
    expect('problem' in outcome && outcome.problem.details).toMatchObject({ kind: 'refused', message: "SKU 'B' comes 3 times with different levels (2 and 3)" });
  }
});
