/** The rules of CONTRIBUTING.md that a machine can see. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

const root = path.resolve(__dirname, '../..');

interface Source {
  file: string;
  text: string;
  /** Imported modules; relative ones as paths from the root. */
  imports: string[];
}

function sourcesIn(folder: string): Source[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((name) => {
      const file = path.join(folder, name);
      const text = readFileSync(path.join(root, file), 'utf8');
      const imports = ts
        .preProcessFile(text)
        .importedFiles.map(({ fileName }) => (fileName.startsWith('.') ? path.join(path.dirname(file), fileName) : fileName));
      return { file, text, imports };
    });
}

const nodes = sourcesIn('nodes');
const channels = readdirSync(path.join(root, 'nodes'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map(({ name }) => name);

const offenders = (sources: Source[], broken: (source: Source, target: string) => boolean) =>
  sources.flatMap((source) => source.imports.filter((target) => broken(source, target)).map((target) => `${source.file} -> ${target}`));

describe('arrows point one way', () => {
  it('there are channels to look at', () => {
    expect(channels.length).toBeGreaterThan(1);
    expect(nodes.flatMap(({ imports }) => imports).some((target) => target.startsWith('nodes/shared/'))).toBe(true);
  });

  it('a channel imports itself and shared, never another channel', () => {
    const own = (file: string) => file.split(path.sep)[1] as string;
    expect(offenders(nodes, ({ file }, target) => target.startsWith('nodes/') && ![own(file), 'shared'].includes(own(target)))).toEqual([]);
  });

  it('shared knows no channel, neither as an import nor by name, save as the source of a rule', () => {
    // "Amazon Shipping" is a carrier, whoever sells there.
    const carriers = path.join('nodes', 'shared', 'model', 'carrier.ts');
    const shared = nodes.filter(({ file }) => file.startsWith('nodes/shared/') && file !== carriers);
    const named = new RegExp(`\\b(${channels.join('|')})\\b`, 'i');
    const withoutSources = (text: string) => text.replace(/\b\w+\.md\b/g, '');
    expect(shared.filter(({ text }) => named.test(withoutSources(text))).map(({ file }) => file)).toEqual([]);
  });

  it('the sandbox reads the facts on its own: nothing from nodes', () => {
    expect(offenders(sourcesIn('test/sandbox'), (_, target) => target.startsWith('nodes/'))).toEqual([]);
  });

  it('the published code imports only what n8n brings, or what the build bundles', () => {
    const allowed = ['n8n-workflow', 'zod', 'node:crypto', 'crypto'];
    expect(offenders([...nodes, ...sourcesIn('credentials')], ({ file }, target) => {
      if (/^(nodes|credentials)\//.test(target) || allowed.includes(target)) return false;
      return !(file === path.join('nodes', 'shared', 'format', 'xml.ts') && target === 'fast-xml-parser');
    })).toEqual([]);
  });

  it('the network is one function: only the transport and log-ins call it', () => {
    const callers = [...nodes, ...sourcesIn('credentials')].filter(({ text }) => /\bhelpers\.(httpRequest|request)|\bfetch\(/.test(text)).map(({ file }) => file);
    expect(callers.filter((file) => !file.endsWith('.credentials.ts'))).toEqual([path.join('nodes', 'shared', 'node', 'transport.ts')]);
  });
});
