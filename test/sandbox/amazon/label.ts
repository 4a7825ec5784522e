import { createHash } from 'node:crypto';
import { deflateSync, crc32, gzipSync } from 'node:zlib';

export const FILE_TYPES: Record<string, string> = { PDF: 'application/pdf', PNG: 'image/png', ZPL203: 'application/zpl', ZPL300: 'application/zpl' };

/** A label small enough to read in a test, and of its kind to the programs that open it. */
export function labelFile(format: string, tracking: string): Buffer {
  if (format === 'PNG') return png();
  if (format.startsWith('ZPL')) return Buffer.from(`^XA^FO50,50^BCN,100,Y,N,N^FD${tracking}^FS^XZ`, 'ascii');
  return pdf(tracking);
}

/** Contents is base64 of gzip; the checksum is of the file or of the packed bytes (amazon.md §12, unconfirmed). */
export function fileContents(format: string, file: Buffer, checksumOf: string): { Contents: string; FileType: string; Checksum: string } {
  const packed = gzipSync(file);
  return { Contents: packed.toString('base64'), FileType: FILE_TYPES[format], Checksum: createHash('md5').update(checksumOf === 'packed' ? packed : file).digest('base64') };
}

function pdf(tracking: string): Buffer {
  const text = `BT /F1 12 Tf 20 40 Td (${tracking}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 288 432] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  return Buffer.from(`${body}xref\n0 6\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1');
}

function png(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type, 'ascii'), data]);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(crc32(named));
    return Buffer.concat([head, named, tail]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from([0, 255]))), chunk('IEND', Buffer.alloc(0))]);
}
