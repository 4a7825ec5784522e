import { add, compact, decimal, divide, grossFromNet, multiply, perUnit, subtract, toNumber, UNIT_DIGITS, type OrderCharge, type OrderLine } from '../shared/model';
import type { ShoprenterAddon, ShoprenterLine, ShoprenterOrder } from './types';
import { amountOf, idOf, listOf, textOf } from './values';

export const WAREHOUSES = ['stock1', 'stock2', 'stock3', 'stock4'] as const;
export type Warehouse = (typeof WAREHOUSES)[number];

/**
 * What one unit of the shop's own currency is in the order's; 1 where the order is in the shop's own. Plain amounts are
 * in the shop's currency (shoprenter.md §5).
 */
export function multiplierOf(order: ShoprenterOrder): number {
  return amountOf(order.value) || 1;
}

/** An amount of the shop's currency in the order's. */
export function inOrderCurrency(amount: number | undefined, multiplier: number): number | undefined {
  if (amount === undefined || multiplier === 1) return amount;
  return toNumber(divide(multiply(amount, multiplier), 1, UNIT_DIGITS));
}

const perWarehouse = (line: ShoprenterLine): Array<[Warehouse, number]> =>
  WAREHOUSES.flatMap((name): Array<[Warehouse, number]> => {
    const pieces = amountOf(line[name]) ?? 0;
    return pieces === 0 ? [] : [[name, pieces]];
  });

/** What a line without pieces in any warehouse (nothing was taken from stock) has by its price; undefined where that does not come out whole. */
function quantityByPrice(line: ShoprenterLine): number | undefined {
  const [price, total] = [amountOf(line.price), amountOf(line.total)];
  if (!price || total === undefined) return undefined;
  const pieces = perUnit(total, price, 3);
  return Number.isInteger(pieces) && pieces > 0 ? pieces : undefined;
}

function quantityOf(line: ShoprenterLine): number {
  const taken = toNumber(perWarehouse(line).reduce((sum, [, pieces]) => add(sum, pieces), decimal(0)));
  return taken !== 0 ? taken : (quantityByPrice(line) ?? 0);
}

interface Amounts {
  unitNet?: number;
  unitGross?: number;
  lineNet?: number;
  lineGross?: number;
  tax?: number;
}

/** Unit prices as told and line amounts as their multiples, gross the binding one. */
function amounts(line: ShoprenterLine, quantity: number, rate: number, multiplier: number): Amounts {
  const foreign = multiplier !== 1;
  const unitNet = (foreign ? amountOf(line.priceCurrency) : undefined) ?? inOrderCurrency(amountOf(line.price), multiplier);
  if (unitNet === undefined) return {};
  const told = foreign ? amountOf(line.grossPriceCurrency) : (amountOf(line.grossPrice) ?? amountOf(line.grossPriceCurrency));
  const unitGross = told ?? grossFromNet(unitNet, rate);
  const lineNet = toNumber(multiply(unitNet, quantity));
  const lineGross = toNumber(multiply(unitGross, quantity));
  return { unitNet, unitGross, lineNet, lineGross, tax: toNumber(subtract(lineGross, lineNet)) };
}

function optionsOf({ orderProductOptions }: ShoprenterLine) {
  const options = listOf<{ name?: unknown; valueName?: unknown }>(orderProductOptions as object).flatMap(({ name, valueName }) => {
    const [title, value] = [textOf(name as string), textOf(valueName as string)];
    return title === undefined ? [] : [{ name: title, value: value ?? '' }];
  });
  return options.length > 0 ? options : undefined;
}

const rateOf = (value: ShoprenterLine['taxRate']): number | undefined => {
  const rate = amountOf(value);
  return rate !== undefined && rate >= 0 ? rate : undefined;
};

export function linesOf(order: ShoprenterOrder): OrderLine[] {
  const multiplier = multiplierOf(order);
  return listOf<ShoprenterLine>(order.orderProducts).map((line, index) => {
    const quantity = quantityOf(line);
    const rate = rateOf(line.taxRate);
    const warehouses = perWarehouse(line);
    return compact({
      id: textOf(line.innerId) ?? idOf(line) ?? String(index + 1),
      sku: textOf(line.sku),
      gtin: textOf(line.gtin),
      vendorItemId: textOf(line.productInnerId) ?? idOf(line.product),
      name: textOf(line.name),
      kind: 'goods',
      quantity,
      quantityByWarehouse: warehouses.length > 0 ? Object.fromEntries(warehouses) : undefined,
      ...amounts(line, quantity, rate ?? 0, multiplier),
      taxRate: rate,
      options: optionsOf(line),
      references: compact({ orderProductId: idOf(line), productId: idOf(line.product), modelNumber: textOf(line.modelNumber) }),
    });
  });
}

/** Deposits and other addons: charged beside the goods, with a price and tax of their own. */
export function addonCharges(order: ShoprenterOrder): OrderCharge[] {
  const multiplier = multiplierOf(order);
  return listOf<ShoprenterAddon>(order.orderProductAddons).flatMap((addon) => {
    const quantity = amountOf(addon.quantity) ?? 1;
    const price = amountOf(addon.price);
    const net = inOrderCurrency(amountOf(addon.total) ?? (price === undefined ? undefined : toNumber(multiply(price, quantity))), multiplier);
    if (net === undefined || net === 0) return [];
    const rate = rateOf(addon.taxRate) ?? 0;
    const gross = grossFromNet(net, rate);
    const kind = (textOf(addon.type) ?? '').toUpperCase() === 'DEPOSIT_FEE' ? 'deposit' : 'other';
    const name = [quantity === 1 ? undefined : `${quantity} ×`, textOf(addon.name) ?? textOf(addon.sku)].filter(Boolean).join(' ');
    return [compact({ kind, name, net, gross, tax: toNumber(subtract(gross, net)), taxRate: rate })];
  });
}
