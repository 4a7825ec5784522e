import { openBench } from '../conformance/support/check';
import { targets } from './carriers';
import { wronglyNamed } from './used';

openBench();

it.each(targets('order').map((target) => [target.channel, target] as const))(
  '%s names dates, figures and switches of an order it has no place for, and no others',
  async (_channel, target) => expect(await wronglyNamed(target)).toEqual([]),
  120_000,
);
