import { formatAmount, formatDecimal, liveParcels, type Shipment } from '../shared/model';

const LONGEST = 1024;

/** What has no field of its own at Cin7 Core: service, cost and the note to the buyer, below what stands there. */
export function shipNotes(shipment: Shipment, standing: string | null | undefined): string | undefined {
  const { cost, currency, noteToBuyer } = shipment;
  const services = [...new Set(liveParcels(shipment).flatMap(({ service }) => (service?.trim() ? [service.trim()] : [])))];
  const told = [
    services.length > 0 ? `Service: ${services.join(', ')}` : '',
    cost === undefined ? '' : `Shipping cost: ${currency ? `${formatAmount(cost, currency)} ${currency}` : formatDecimal(cost, 2)}`,
    noteToBuyer?.trim() ?? '',
  ].filter((line) => line !== '');
  if (told.length === 0) return undefined;
  const before = (standing ?? '').split('\n').filter((line) => line.trim() !== '' && !told.includes(line.trim()));
  const all = [...before, ...told].join('\n');
  return all.length <= LONGEST ? all : `${all.slice(0, LONGEST - 1)}…`;
}
