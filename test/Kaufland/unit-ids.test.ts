import { unitIdsOf } from '../../nodes/Kaufland/unit-ids';

it.each([
  [{ orderUnitIds: ['11', '12', '11'] }, ['11', '12']],
  [{ orderUnitIds: [11, 12] }, ['11', '12']],
  [{ 'KAUFLAND orderUnitIds': '11,12' }, ['11', '12']],
  [{ KAUFLAND_orderUnitIds: '11, 12' }, ['11', '12']],
  [{ kauflandOrderUnitIds: '["11","12"]' }, ['11', '12']],
  [{ id_order_unit: 11 }, ['11']],
  [{ ids_order_units: [11] }, ['11']],
  [{ 'KAUFLAND shippedOrderUnitIds': '11', cancelledOrderUnitIds: ['12'] }, []],
  [{ orderUnitIds: null, other: '99' }, []],
  [{}, []],
  [undefined, []],
])('%j names %j', (references, ids) => {
  expect(unitIdsOf(references as never)).toEqual(ids);
});
