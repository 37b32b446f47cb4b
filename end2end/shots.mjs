import { chromium } from '@playwright/test';
const [,, base, out, locale='zh-CN', width='390', links='', elder=''] = process.argv;
const [resident, secretary] = links.split(',');
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-background-networking'] });
async function person(link, nick) {
  const c = await b.newContext({ viewport: { width: +width, height: 844 }, locale, timezoneId: 'Asia/Shanghai', deviceScaleFactor: width==='1280'?1:2, isMobile: width!=='1280', hasTouch: true });
  if (elder) await c.addCookies([{ name: 'elder', value: '1', url: base }]);
  const p = await c.newPage();
  p.on('console', m => { if (m.type()==='error') console.log('ERR', p.url(), m.text().slice(0,300)); });
  p.on('pageerror', e => console.log('PAGEERR', p.url(), String(e).slice(0,300)));
  if (link) {
    await p.goto(link); await p.locator('html[data-ready]').waitFor({state:'attached'});
    await shot(p, 'join-'+nick.length);
    await p.locator('#nickname').fill(nick); await p.locator('#consent').check();
    await p.locator('form button.btn--primary').first().click();
    await p.waitForURL(u => !u.pathname.includes('join'));
  }
  return p;
}
async function shot(p, name) { await p.waitForTimeout(250); await p.screenshot({ path: `${out}/${locale.slice(0,2)}-${width}${elder?'-elder':''}-${name}.png`, fullPage: true }); }
async function go(p, path, name) { await p.goto(base+path); await p.locator('html[data-ready]').waitFor({state:'attached'}); await shot(p, name); }
const slug = new URL(resident).pathname.split('/')[1];
const s = '/'+slug;
const v = await person('', '');
await go(v, s, 'visitor');
const r = await person(resident, '王阿姨');
for (const [path, name] of [[s,'feed'],[s+'/issues?order=seconds','feed-most'],[s+'/issues/new','new'],[s+'/plan','plan'],[s+'/meetings','meetings'],[s+'/inbox','inbox'],[s+'/me','me'],[s+'/outbox','outbox'],[s+'/issues/1','issue1'],[s+'/issues/3','issue3'],[s+'/issues/99999','notfound']]) await go(r, path, name);
await r.goto(base+s+'/meetings');
const m = await r.locator(`a[href^="${s}/meetings/"]`).first().getAttribute('href');
await go(r, m, 'agenda'); await go(r, m+'/print', 'print');
await r.pdf({ path: `${out}/${locale.slice(0,2)}-${width}-sheets.pdf`, preferCSSPageSize: true }).catch(e=>console.log(String(e)));
const t = await person(secretary, '书记小张');
for (const [path, name] of [[s+'/desk','desk'],[s+'/meetings','sec-meetings'],[s+'/meetings/new','sec-new'],[s+'/issues/2','sec-issue2']]) await go(t, path, name);
await t.goto(base+s+'/meetings'); 
const hrefs = await t.locator(`a[href^="${s}/meetings/"]:not([href$=new])`).evaluateAll(a=>a.map(x=>x.getAttribute('href')));
for (const h of hrefs) await go(t, h, 'sec-meeting-'+h.split('/').pop());
const locked = hrefs[0]; await go(t, locked+'/decisions', 'sec-decisions');
await b.close();
