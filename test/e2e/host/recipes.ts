/** How a version of n8n is installed outside its monorepo; every deviation from a plain install names its reason. */
export interface Recipe {
  version: string;
  manifest: { name: string; private: true; version: string; dependencies: Record<string, string>; overrides: Record<string, string> };
  npmArgs: string[];
  /** Major version of Node when the running one is too old; it comes as an npm package into a folder of its own. */
  nodeMajor?: number;
  /** Native packages that the install leaves uncompiled. */
  compile: string[];
}

interface Rule {
  /** Packages beside n8n. */
  beside?: Record<string, string>;
  overrides: Record<string, string>;
  npmArgs: string[];
  nodeMajor?: number;
  compile: string[];
}

const onNode20: Rule = {
  // n8n-nodes-base <= 2.8 pins an xlsx tarball from a CDN; newer n8n itself uses this re-publication.
  overrides: { xlsx: 'npm:@e965/xlsx@0.20.3' },
  // Scripts compile sqlite3. Without --legacy-peer-deps: with it the langchain packages de-duplicate wrongly
  // and every command answers `Command "start" not found`.
  npmArgs: ['--ignore-scripts=false', '--legacy-peer-deps=false'],
  compile: [],
};

const onNode24: Rule = {
  // What a node of n8n (Extract from File, by ts-ics) expects of its surroundings: peers are not installed by the arguments below.
  beside: { 'date-fns': '2.30.0' },
  // Newer linkedom wants a package that is not in the registry.
  overrides: { linkedom: '0.18.12' },
  npmArgs: ['--ignore-scripts=true', '--omit=optional', '--legacy-peer-deps=true'],
  nodeMajor: 24,
  compile: ['sqlite3'],
};

export function recipeFor(version: string): Recipe {
  const [major, minor] = version.split('.').map(Number);
  if (!Number.isInteger(major) || !Number.isInteger(minor)) {
    throw new Error(`"${version}" is not a version of n8n; give three numbers such as 2.8.4.`);
  }
  const rule = major > 2 || (major === 2 && minor > 8) ? onNode24 : onNode20;
  return {
    version,
    manifest: {
      name: 'n8n-host',
      private: true,
      version: '0.0.0',
      dependencies: { n8n: version, ...rule.beside },
      overrides: rule.overrides,
    },
    npmArgs: rule.npmArgs,
    nodeMajor: rule.nodeMajor,
    compile: rule.compile,
  };
}

/** Where to fetch from and where to keep it stays the user's choice; how to install is the recipe's. */
const keptNpmSettings = new Set([
  'registry',
  'cache',
  'userconfig',
  'globalconfig',
  'proxy',
  'https_proxy',
  'noproxy',
  'cafile',
  'nodedir',
  'python',
  'offline',
  'prefer_offline',
]);

/**
 * `npm run` hands its whole configuration down as npm_config_* variables, so a child npm would inherit the project's
 * ignore-scripts=true and leave sqlite3 uncompiled.
 */
export function npmEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => {
    const lower = name.toLowerCase();
    if (!lower.startsWith('npm_')) return lower !== 'node_options';
    return lower.startsWith('npm_config_') && keptNpmSettings.has(lower.slice('npm_config_'.length).replace(/-/g, '_'));
  });
  return Object.fromEntries(kept);
}
