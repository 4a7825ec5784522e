import { add, compact, compare, decimal, grossFromNet, multiply, subtract, toNumber, vendorAmount, type OrderLine } from '../shared/model';
import type { LinnworksItem } from './types';

/** What a weight of the account means; an account setting the API does not tell. */
export type WeightUnit = 'none' | 'gram' | 'kilogram';

type Demand = <T>(field: string, value: T | null | undefined) => T;

/** Stock item id of a line that is not linked to the catalogue. */
const NO_ITEM = '00000000-0000-0000-0000-000000000000';

export const GRAMS: Readonly<Record<WeightUnit, number>> = { none: 0, gram: 1, kilogram: 1000 };

interface Amounts {
  unitNet?: number;
  unitGross?: number;
  lineNet?: number;
  lineGross?: number;
  tax?: number;
  discount?: number;
}

/** Line amounts such that lineGross - discount is Linnworks' CostIncTax, to the last digit. */
function amounts(item: LinnworksItem, quantity: number): Amounts {
  const unit = vendorAmount(item.PricePerUnit);
  const [net, gross] = [vendorAmount(item.Cost), vendorAmount(item.CostIncTax)];
  const side = item.TaxCostInclusive === false ? { unitNet: unit } : { unitGross: unit };
  if (gross === undefined) return { ...side, lineNet: net };
  const tax = net === undefined ? undefined : toNumber(subtract(gross, net));
  const discounted = compare(vendorAmount(item.Discount) ?? 0, 0) > 0;
  if (!discounted || unit === undefined) return { ...side, lineNet: net, lineGross: gross, tax };
  const before = beforeDiscount(item, unit, quantity);
  if (compare(before, gross) <= 0) return { ...side, lineNet: net, lineGross: gross, tax };
  return { ...side, lineGross: before, discount: toNumber(subtract(before, gross)), tax };
}

function beforeDiscount(item: LinnworksItem, unit: number, quantity: number): number {
  const all = multiply(unit, quantity);
  return item.TaxCostInclusive === false ? grossFromNet(all, Math.max(0, vendorAmount(item.TaxRate) ?? 0)) : toNumber(all);
}

function weightGrams(item: LinnworksItem, unit: WeightUnit): number | undefined {
  if (unit === 'none' || !item.Weight || item.Weight < 0) return undefined;
  return toNumber(multiply(vendorAmount(item.Weight) ?? 0, GRAMS[unit]));
}

function optionsOf(item: LinnworksItem) {
  const options = (item.AdditionalInfo ?? []).flatMap(({ Property, Value }) => (Property ? [{ name: Property, value: Value ?? '' }] : []));
  return options.length > 0 ? options : undefined;
}

function kindOf(item: LinnworksItem, parent: string | undefined): string {
  if (parent !== undefined) return 'bundlePart';
  if ((item.CompositeSubItems ?? []).length > 0) return 'bundleParent';
  return item.IsService ? 'service' : 'goods';
}

function lineOf(item: LinnworksItem, weightUnit: WeightUnit, demand: Demand, id: string, parent?: string): OrderLine {
  const quantity = demand('Items.Quantity', item.Quantity);
  const rate = vendorAmount(item.TaxRate);
  return compact({
    id,
    sku: item.SKU || item.ChannelSKU,
    gtin: item.BarcodeNumber,
    vendorItemId: [item.StockItemId, item.ItemId].find((id) => id && id !== NO_ITEM),
    name: item.Title || item.ChannelTitle,
    kind: kindOf(item, parent),
    parentLineId: parent,
    quantity,
    // A composite's price stands on the parent; its parts carry none (linnworks.md §4.1).
    ...(parent === undefined ? amounts(item, quantity) : {}),
    taxRate: rate !== undefined && rate >= 0 ? rate : undefined,
    weightGrams: weightGrams(item, weightUnit),
    options: optionsOf(item),
    bin: item.BinRack || item.BinRacks?.find(({ BinRack }) => BinRack)?.BinRack,
    references: compact({ itemNumber: item.ItemNumber, channelSku: item.ChannelSKU, unlinked: item.IsUnlinked || undefined }),
  });
}

/** The order's lines; parts of composite items follow their parent. */
export function linesOf(items: readonly LinnworksItem[], weightUnit: WeightUnit, demand: Demand): OrderLine[] {
  return items.flatMap((item, position) => {
    const id = item.RowId || String(position + 1);
    const parts = (item.CompositeSubItems ?? []).map((part, index) =>
      lineOf(part, weightUnit, demand, part.RowId || `${id}/${index + 1}`, id),
    );
    return [lineOf(item, weightUnit, demand, id), ...parts];
  });
}

/** Σ of what the lines cost with tax and after their discounts. */
export function linesGross(lines: readonly OrderLine[]): number {
  const sum = lines.reduce((total, line) => {
    const own = line.lineGross ?? (line.unitGross === undefined ? 0 : toNumber(multiply(line.unitGross, line.quantity)));
    return add(total, subtract(own, line.discount ?? 0));
  }, decimal(0));
  return toNumber(sum);
}
