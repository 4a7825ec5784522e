import { refused } from '../shared/api/problem';
import type { XmlInput } from '../shared/format';
import { formatDecimal, liveParcels, type Shipment } from '../shared/model';
import { Fitting, openTransXml, partiesXml, partyRef, PIECE, seconds, type Party } from './opentrans';
import type { OpenTransFile, OpenTransSettings } from './opentrans-order';

interface Sent {
  lineId: string;
  sku: string;
  quantity: number;
}

const numberOf = ({ orderNumber, order }: Shipment): string => orderNumber ?? order.id;

/** Pieces by line over all parcels: the order line is what the paper refers to. */
function sentLines(shipment: Shipment): Sent[] {
  const subject = `Shipment of order '${numberOf(shipment)}'`;
  const lines = liveParcels(shipment).flatMap((parcel) => parcel.lines ?? []);
  if (lines.length === 0) {
    throw refused(`${subject} does not say what is inside`, 'openTRANS needs article and order line of everything sent: read the shipment with its lines.');
  }
  return lines.map(({ lineId, sku, quantity }) => {
    // An item needs order and line of the order (hyreka.md §3).
    if (lineId === undefined || sku === undefined) {
      throw refused(`${subject}: a line has no '${lineId === undefined ? 'lineId' : 'sku'}'`, 'openTRANS needs article and order line of everything sent.');
    }
    return { lineId, sku, quantity };
  });
}

function itemXml(line: Sent, index: number, shipment: Shipment, receiver: Party, fit: Fitting): XmlInput {
  return {
    LINE_ITEM_ID: String(index + 1),
    PRODUCT_ID: { 'bme:SUPPLIER_PID': { '@type': 'supplier_specific', '#text': fit.exact(line.sku, 32, `article number '${line.sku}'`) } },
    QUANTITY: formatDecimal(line.quantity),
    'bme:ORDER_UNIT': PIECE,
    ORDER_REFERENCE: { ORDER_ID: numberOf(shipment), LINE_ITEM_ID: fit.exact(line.lineId, 50, `line id '${line.lineId}'`) },
    SHIPMENT_PARTIES_REFERENCE: { DELIVERY_IDREF: partyRef(receiver) },
  };
}

/** One shipment as openTRANS 2.1 DISPATCHNOTIFICATION. @throws Problem naming the order */
export function openTransDispatch(shipment: Shipment, { supplierId }: OpenTransSettings): OpenTransFile {
  const number = numberOf(shipment);
  const fit = new Fitting(`Shipment of order '${number}'`);
  const lines = sentLines(shipment);
  const parcels = liveParcels(shipment);
  const [first] = parcels;
  const supplier: Party = { id: supplierId, idType: 'buyer_specific', role: 'supplier' };
  const receiver: Party = { id: `${shipment.order.channel}-${number}`, idType: 'supplier_specific', role: 'delivery' };
  const remarks = parcels.map(({ carrierName, carrier, service, trackingNumber }) => [carrierName ?? carrier, service, trackingNumber].filter(Boolean).join(' '));
  const xml = openTransXml('DISPATCHNOTIFICATION', {}, {
    DISPATCHNOTIFICATION_HEADER: {
      DISPATCHNOTIFICATION_INFO: {
        DISPATCHNOTIFICATION_ID: shipment.id ?? first?.id ?? number,
        DISPATCHNOTIFICATION_DATE: seconds(shipment.shippedAt),
        PARTIES: partiesXml([supplier, receiver], fit),
        // Here the supplier comes first; in ORDER the buyer does (hyreka.md §3).
        'bme:SUPPLIER_IDREF': partyRef(supplier),
        SHIPMENT_PARTIES_REFERENCE: { DELIVERY_IDREF: partyRef(receiver) },
        SHIPMENT_ID: first?.trackingNumber,
        TRACKING_TRACING_URL: fit.text(first?.url, 255, 'the address of the tracking page'),
        REMARKS: remarks.filter((text) => text !== '').map((text) => ({ '@type': 'transport', '#text': text })),
      },
    },
    DISPATCHNOTIFICATION_ITEM_LIST: { DISPATCHNOTIFICATION_ITEM: lines.map((line, index) => itemXml(line, index, shipment, receiver, fit)) },
    DISPATCHNOTIFICATION_SUMMARY: { TOTAL_ITEM_NUM: lines.length },
  });
  return { xml, remarks: fit.remarks };
}
