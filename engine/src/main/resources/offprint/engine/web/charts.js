// Replaces still charts by interactive ones and lays two pictures over each other. Without scripts, or if anything
// fails, the still charts stay and the pictures stand side by side.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const config = () => ({
    background: null,
    font: css('--chart-font') || 'system-ui, sans-serif',
    axis: {
      labelColor: css('--chart-ink'), titleColor: css('--chart-ink'), gridColor: css('--chart-grid'),
      domainColor: css('--chart-grid'), tickColor: css('--chart-grid'), titleFontWeight: 'normal', labelFontSize: 12, titleFontSize: 12,
    },
    legend: { labelColor: css('--chart-ink'), titleColor: css('--chart-ink'), labelFontSize: 12 },
    range: { category: [0, 1, 2, 3, 4, 5, 6, 7].map((i) => css('--c' + i)) },
    view: { stroke: null },
  });

  async function draw(figure) {
    const live = figure.querySelector('.chart-live');
    live.hidden = false;
    const columns = Math.max(1, Math.floor(live.clientWidth / 180)); // of the legend: a name has 180 pixels
    const spec = JSON.parse(figure.querySelector('script.chart-spec').textContent,
      (key, value) => key === 'legend' && value?.columns > columns ? { ...value, columns } : value);
    try {
      await vegaEmbed(live, spec, {
        ast: true, renderer: 'svg', config: config(), tooltip: { theme: dark.matches ? 'dark' : 'light' },
        actions: { export: true, source: false, compiled: false, editor: false },
      });
      figure.querySelector('.chart-still')?.setAttribute('hidden', '');
    } catch (error) {
      live.hidden = true;
      console.warn('chart stays still:', error);
    }
  }

  function slide(figure) {
    if (figure.classList.contains('sliding')) return;
    const pictures = figure.querySelector('.pair-pictures');
    const [before, after] = [...pictures.querySelectorAll('figcaption')].map((each) => each.textContent);
    const slider = Object.assign(document.createElement('input'), { type: 'range', min: 0, max: 100, value: 50 });
    slider.setAttribute('aria-label', `Left of it ${before}, right of it ${after}`);
    slider.addEventListener('input', () => pictures.style.setProperty('--cut', slider.value + '%'));
    pictures.after(slider);
    figure.classList.add('sliding');
  }

  function drawAll(root = document) {
    root.querySelectorAll('figure.pair').forEach(slide);
    if (typeof vegaEmbed === 'undefined') return;
    root.querySelectorAll('figure.chart').forEach(draw);
  }

  dark.addEventListener('change', () => drawAll());
  document.addEventListener('htmx:afterSettle', (event) => drawAll(event.target));
  window.offprintCharts = { drawAll, config };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => drawAll());
  else drawAll();
})();
