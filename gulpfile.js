/**
 * Build: dist/ is what is published. Order: registration in package.json, compiled TypeScript, the XML parser bundled
 * into its one module (no runtime dependencies are allowed), then the files n8n reads beside the compiled nodes.
 */
const { spawnSync } = require('node:child_process');
const { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { src, dest, series } = require('gulp');

const at = (...parts) => path.join(__dirname, ...parts);

function filesEndingWith(folder, ending) {
  if (!existsSync(at(folder))) return [];
  return readdirSync(at(folder), { recursive: true })
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .filter((file) => file.endsWith(ending))
    .sort();
}

async function clean() {
  rmSync(at('dist'), { recursive: true, force: true });
}

/** Lists every node and credential found on disk in package.json, so that a new channel needs no line there. */
async function register() {
  const file = at('package.json');
  const before = readFileSync(file, 'utf8');
  const manifest = JSON.parse(before);
  const compiled = (folder, ending) => filesEndingWith(folder, ending).map((name) => `dist/${name.replace(/\.ts$/, '.js')}`);
  manifest.n8n.credentials = compiled('credentials', '.credentials.ts');
  manifest.n8n.nodes = compiled('nodes', '.node.ts');
  const after = `${JSON.stringify(manifest, null, 2)}\n`;
  if (after !== before) writeFileSync(file, after);
}

async function compile() {
  const compiler = require.resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', '.tsconfig.build.json'], { stdio: 'inherit', cwd: __dirname });
  if (status !== 0) throw new Error('TypeScript found errors');
}

/** xml.ts is the only module with a library inside; its compiled form is replaced by a bundle. */
function bundleXml() {
  return require('esbuild').build({
    absWorkingDir: __dirname,
    entryPoints: ['nodes/shared/format/xml.ts'],
    outfile: 'dist/nodes/shared/format/xml.js',
    bundle: true,
    platform: 'neutral',
    mainFields: ['main', 'module'],
    format: 'cjs',
    target: 'es2022',
    external: ['n8n-workflow', 'zod'],
    legalComments: 'inline',
  });
}

function assets() {
  return src(['nodes/**/*.svg', 'nodes/**/*.node.json'], { base: '.', encoding: false }).pipe(dest('dist'));
}

/** What n8n's editor shows before the first run, generated from the operations' zod schemas (n8n.md 2.2). */
async function schemas() {
  const { zodToJsonSchema } = require('zod-to-json-schema');
  const toText = (schema) => `${JSON.stringify(zodToJsonSchema(schema, { $refStrategy: 'none', target: 'jsonSchema7' }), null, 2)}\n`;
  for (const actions of filesEndingWith('nodes', '/actions/index.ts')) {
    const folder = path.dirname(path.dirname(actions));
    const { channel } = require(at('dist', actions.replace(/\.ts$/, '.js')));
    for (const { value: resource, operations } of channel.resources) {
      for (const { value: operation, output } of operations) {
        const file = at('dist', folder, '__schema__', 'v1.0.0', resource, `${operation}.json`);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, toText(output));
      }
    }
  }
}

exports.register = register;
exports.build = series(clean, register, compile, bundleXml, assets, schemas);
exports.default = exports.build;
