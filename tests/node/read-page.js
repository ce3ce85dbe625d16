// Opens the page of `kg export html` in a browser without a network, uses it as a reader would, prints what is seen.
// Arguments: the browser's program, the page, the name to search for.

const { chromium } = require("playwright-core");

async function main([program, path, name]) {
  const args = ["--no-sandbox", "--enable-unsafe-swiftshader"];
  const browser = await chromium.launch({ executablePath: program, args });
  try {
    const context = await browser.newContext({ offline: true, viewport: { width: 1300, height: 800 } });
    const page = await context.newPage();
    const seen = { errors: [], requests: [] };
    page.on("pageerror", (error) => seen.errors.push(error.message));
    page.on("request", (request) => seen.requests.push(request.url()));
    const started = Date.now();
    await page.goto(`file://${path}`);
    await page.waitForSelector("body[data-ready]");
    seen.milliseconds = Date.now() - started;
    const text = (selector) => page.locator(selector).innerText();
    seen.nodes = await page.evaluate(() => window.page.graph.order);
    seen.edges = await page.evaluate(() => window.page.graph.size);
    seen.count = await text("#count");
    seen.legend = await page.locator("#legend li").allInnerTexts();
    await page.selectOption("#color", "community");
    seen.communities = await page.locator("#legend li").allInnerTexts();
    await page.fill("#search", name);
    seen.found = await page.evaluate(() => window.page.state.found);
    seen.details = await text("#details");
    seen.links = await page.locator("#details a").evaluateAll((links) => links.map((link) => link.href));
    await page.click("#details button");
    seen.closed = await page.locator("#details").isHidden();
    await page.evaluate(() => {
      const slider = document.getElementById("to");
      slider.value = slider.min;
      slider.dispatchEvent(new Event("input"));
    });
    seen.early = await text("#count");
    await page.uncheck('#kinds input[name="told"]');
    seen.untold = await text("#count");
    const [x, y] = await page.evaluate((wanted) => {
      const { graph, renderer } = window.page;
      const id = graph.findNode((_, node) => node.label === wanted);
      const place = renderer.graphToViewport({ x: graph.getNodeAttribute(id, "x"), y: graph.getNodeAttribute(id, "y") });
      return [place.x, place.y];
    }, name);
    await page.mouse.click(x, y);
    await page.waitForTimeout(500);
    seen.clicked = await page.evaluate(() => window.page.state.found);
    console.log(JSON.stringify(seen));
  } finally {
    await browser.close();
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
