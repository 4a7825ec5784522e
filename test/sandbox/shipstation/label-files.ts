import type { SandboxAnswer } from '../http';
import { V2 } from './credentials';
import type { Json, StoredLabel } from './model';

export type Format = StoredLabel['format'];
export const FORMATS: readonly Format[] = ['pdf', 'png', 'zpl'];

const TYPES: Record<Format, string> = { pdf: 'application/pdf', png: 'image/png', zpl: 'application/zpl' };
/** One white pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=';

/** A file of the format's own look, with the tracking number inside where a format has words. */
export function labelFile({ trackingNumber, shipmentId }: StoredLabel, format: Format): Buffer {
  if (format === 'png') return Buffer.from(PIXEL, 'base64');
  if (format === 'zpl') return Buffer.from(`^XA^FO50,50^FDLabel ${shipmentId}^FS^FO50,100^BCN^FD${trackingNumber}^FS^XZ`, 'latin1');
  return Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% label ${shipmentId} ${trackingNumber}\ntrailer<</Root 1 0 R>>\n%%EOF\n`, 'latin1');
}

const DOWNLOAD = /^\/v2\/downloads\/10\/[a-z0-9]+\/label-(\d+)\.(pdf|png|zpl)$/;

/** `label_download` of v2: addresses valid for 90 days, or the file itself (shipstation.md §B3). */
export function labelDownload(label: StoredLabel, origin: string, inline: boolean): Json {
  const at = (format: Format): string =>
    inline ? `data:${TYPES[format]};base64,${labelFile(label, format).toString('base64')}` : `${origin}${V2}/v2/downloads/10/f${label.shipmentId}/label-${label.shipmentId}.${format}`;
  return { pdf: at('pdf'), png: at('png'), zpl: at('zpl'), href: at(label.format) };
}

/** A download needs no key: whoever has the address has the file. */
export function download(path: string, labels: Map<number, StoredLabel>, now: number): SandboxAnswer | undefined {
  const found = DOWNLOAD.exec(path);
  if (!found) return undefined;
  const label = labels.get(Number(found[1]));
  const format = found[2] as Format;
  const expired = label !== undefined && now - label.createdAt > 90 * 86_400_000;
  if (!label || expired) return { status: 404, operation: 'GET v2/downloads' };
  return { status: 200, headers: { 'content-type': TYPES[format] }, body: labelFile(label, format), operation: 'GET v2/downloads' };
}
