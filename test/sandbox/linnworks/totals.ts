import { decimal, over, rounded, times, toNumber, type Decimal } from './decimal';

export interface LinePrice {
  PricePerUnit: number;
  Qty: number;
  TaxRate: number;
  LineDiscount: number;
  TaxCostInclusive: boolean;
  UseChannelTax: boolean;
}

export interface LineTotals {
  Cost: number;
  CostIncTax: number;
  Tax: number;
  DiscountValue: number;
  TaxCostInclusive: boolean;
}

export interface OrderPrice {
  UseChannelTax: boolean;
  PostalServiceCost: number;
  PostalServiceTaxRate: number;
  Discount: number;
  lines: LinePrice[];
}

export interface OrderTotals {
  Subtotal: number;
  PostageCost: number;
  PostageCostExTax: number;
  Tax: number;
  TotalCharge: number;
  TotalDiscount: number;
  lines: LineTotals[];
}

const HUNDRED = decimal(100);

/**
 * linnworks.md §5: a price counts as gross only with TaxCostInclusive on the line and UseChannelTax on header and line;
 * else the tax comes on top. LineDiscount is a percentage, Discount a value, PostalServiceCost gross after discount.
 */
export function totalsOf(order: OrderPrice): OrderTotals {
  const lines = order.lines.map((line) => lineTotals(line, order.UseChannelTax));
  const subtotal = sum(lines.map(({ CostIncTax }) => CostIncTax));
  const postage = rounded(decimal(order.PostalServiceCost), 2);
  const postageNet = netOf(postage, order.PostalServiceTaxRate);
  const discount = rounded(decimal(order.Discount), 2);
  return {
    Subtotal: toNumber(subtotal),
    PostageCost: toNumber(postage),
    PostageCostExTax: toNumber(postageNet),
    Tax: toNumber(sum(lines.map(({ Tax }) => Tax)) + postage - postageNet),
    TotalCharge: toNumber(subtotal + postage - discount),
    TotalDiscount: toNumber(discount),
    lines,
  };
}

function lineTotals(line: LinePrice, useChannelTax: boolean): LineTotals {
  const full = times(decimal(line.PricePerUnit), decimal(line.Qty));
  const discount = rounded(over(times(full, decimal(line.LineDiscount)), HUNDRED), 2);
  const charged = rounded(full, 2) - discount;
  const inclusive = line.TaxCostInclusive && line.UseChannelTax && useChannelTax;
  const gross = inclusive ? charged : rounded(over(times(charged, HUNDRED + decimal(line.TaxRate)), HUNDRED), 2);
  const net = inclusive ? netOf(charged, line.TaxRate) : charged;
  return { Cost: toNumber(net), CostIncTax: toNumber(gross), Tax: toNumber(gross - net), DiscountValue: toNumber(discount), TaxCostInclusive: inclusive };
}

function netOf(gross: Decimal, taxRate: number): Decimal {
  return rounded(over(times(gross, HUNDRED), HUNDRED + decimal(taxRate)), 2);
}

function sum(values: number[]): Decimal {
  return values.reduce<Decimal>((total, value) => total + decimal(value), 0n);
}
