import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Debian's Chromium and Firefox, driven through one interface, and what must hold whatever a page
// does: no error, no word on the console, nothing that its policy forbids, no request to another host.

export const deadline = 60_000;
const modules = process.env.E2E_MODULES;
if (!existsSync(join(modules, 'installed')) && process.env.CI !== 'true') {
  console.log('missing: modules from npm; see the test e2e.modules');
  process.exit(77);
}
export const requireModule = createRequire(`${modules}/`);

const programs = {
  chromium: {
    program: 'chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync', '--mute-audio', '--lang=en',
      '--disable-background-networking', '--disable-component-update',
      '--autoplay-policy=no-user-gesture-required',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  },
  firefox: {
    program: 'firefox-esr',
    args: [],
    extraPrefsFirefox: {
      'media.autoplay.default': 0, 'media.volume_scale': '0.0', 'intl.accept_languages': 'en',
      'network.dns.disabled': true, 'browser.download.always_ask_before_handling_new_types': false,
    },
  },
};

export const browserNames = Object.keys(programs);

export class Browser {
  static async launch(name) {
    const { program, ...options } = programs[name];
    const self = new Browser();
    self.name = name;
    self.downloads = mkdtempSync(join(tmpdir(), 'ranged-downloads-'));
    const executablePath = execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
    if (options.extraPrefsFirefox) {
      Object.assign(options.extraPrefsFirefox, {
        'browser.download.folderList': 2, 'browser.download.dir': self.downloads,
      });
    }
    self.browser = await requireModule('puppeteer-core').launch({
      browser: name === 'firefox' ? 'firefox' : 'chrome', executablePath, headless: true, timeout: deadline,
      protocolTimeout: 2 * deadline, ...options,
    });
    return self;
  }

  async close() {
    await this.browser?.close();
    rmSync(this.downloads, { recursive: true, force: true });
  }

  /// Lets `act` use a page of a profile of its own, which must not have complained at the end.
  async use(act, { width = 1024, height = 768, javascript = true } = {}) {
    const context = await this.browser.createBrowserContext();
    const page = await context.newPage();
    const complaints = [];
    try {
      page.setDefaultTimeout(deadline);
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => complaints.push(`console: ${message.text()}`));
      page.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        const isOurs = hostname === '127.0.0.1' || ['about:', 'chrome:', 'data:', 'blob:'].includes(protocol);
        if (!isOurs) complaints.push(`asks ${request.url()}`);
      });
      await page.setViewport({ width, height });
      if (!javascript) await page.setJavaScriptEnabled(false);
      await page.evaluateOnNewDocument(() => {
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
          console.error(`the policy forbids ${violatedDirective} ${blockedURI}`));
      });
      await act(page);
      if (complaints.length) throw new Error(complaints.join('\n'));
    } finally {
      await context.close();
    }
  }

  /// Where saved files are, for page.
  async saveDownloadsOf(page) {
    if (this.name !== 'chromium') return;
    const session = await page.createCDPSession();
    await session.send('Browser.setDownloadBehavior',
      { behavior: 'allow', downloadPath: this.downloads, browserContextId: page.browserContext().id });
  }
}

/// What axe-core finds that keeps somebody from using the page.
export async function obstaclesIn(page) {
  const axe = readFileSync(requireModule.resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
