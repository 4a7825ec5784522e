import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { N8nClient } from './rest';
import type { TemplateNode } from './template';

export interface PictureOptions {
  client: N8nClient;
  workflowId: string;
  /** Opens this node's panel instead of the whole canvas. */
  node?: string;
  out: string;
  width?: number;
  height?: number;
}

const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Everything around the canvas (selectors as of n8n 2.8.4). */
const bareCanvas = `
  #sidebar, #header, [data-test-id="logs-panel"], [data-test-id="canvas-controls"], [data-test-id="canvas-chat"],
  .vue-flow__panel, .el-notification, [class*="_executionButtons_"], [class*="_nodeButtonsWrapper_"],
  [data-test-id="ask-assistant-floating-button"], [data-test-id="node-creator-plus-button"] { display: none !important; }
`;

interface Size {
  width: number;
  height: number;
}

/** Large enough to draw every node at full size; fitting a wide flow into a common screen leaves its names unreadable. */
export function canvasSize(nodes: TemplateNode[]): Size {
  const margin = 200;
  const span = (axis: 0 | 1, own: 'width' | 'height', usual: number): number => {
    const near = Math.min(...nodes.map(({ position }) => position[axis]));
    const far = Math.max(...nodes.map(({ position, parameters }) => position[axis] + Number(parameters[own] ?? usual)));
    return far - near + 2 * margin;
  };
  const within = (value: number, least: number, most: number): number => Math.round(Math.min(most, Math.max(least, value)));
  return { width: within(span(0, 'width', 100), 1_000, 8_000), height: within(span(1, 'height', 150), 600, 6_000) };
}

async function openBrowser(profile: string, { width, height }: Size): Promise<BrowserContext> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`There is no Chromium at ${executablePath}; set CHROMIUM to the path of one.`);
  return await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: chromiumArguments,
    viewport: { width, height },
  });
}

/** A PNG of a workflow as the editor draws it: the canvas fitted to the view, or one node's open panel. */
export async function takePicture(options: PictureOptions): Promise<void> {
  const { client, workflowId, node, out } = options;
  const usual = node === undefined ? canvasSize((await client.getWorkflow(workflowId)).nodes) : { width: 1_600, height: 1_000 };
  const profile = mkdtempSync(join(tmpdir(), 'channel-sync-chromium-'));
  const browser = await openBrowser(profile, { width: options.width ?? usual.width, height: options.height ?? usual.height });
  try {
    await browser.addCookies(client.sessionCookies().map((cookie) => ({ ...cookie, url: client.url })));
    await browser.route('**/*', async (route) => {
      const { hostname, protocol } = new URL(route.request().url());
      const stays = hostname === '127.0.0.1' || protocol === 'data:' || protocol === 'blob:';
      await (stays ? route.continue() : route.abort());
    });
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.goto(`${client.url}/workflow/${workflowId}`);
    await page.locator('[data-test-id="canvas-node"]').first().waitFor({ timeout: 60_000 });
    if (node === undefined) await showCanvas(page);
    else await openNode(page, node);
    await page.screenshot({ path: out });
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function showCanvas(page: Page): Promise<void> {
  await page.addStyleTag({ content: bareCanvas });
  // The canvas takes over the freed room and draws the icons before it is fitted.
  await page.waitForTimeout(1_000);
  await page.keyboard.press('1');
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(1_000);
}

async function openNode(page: Page, node: string): Promise<void> {
  const found = page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`);
  if ((await found.count()) === 0) throw new Error(`The canvas shows no node named "${node}".`);
  await found.first().dblclick();
  await page.locator('[data-test-id="ndv"], [data-test-id="ndv-modal"]').first().waitFor({ timeout: 30_000 });
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(1_000);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      workflow: { type: 'string' },
      node: { type: 'string' },
      out: { type: 'string' },
      width: { type: 'string' },
      height: { type: 'string' },
    },
  });
  const { url, workflow, node, out } = values;
  if (!url || !workflow || !out) throw new Error('Usage: tsx test/e2e/host/picture.ts --url <editor> --workflow <id> [--node <name>] --out <file.png>');
  const client = new N8nClient(url.replace(/\/$/, ''));
  await client.signIn();
  const size = { width: values.width ? Number(values.width) : undefined, height: values.height ? Number(values.height) : undefined };
  await takePicture({ client, workflowId: workflow, node, out, ...size });
}

if (require.main === module) {
  main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
