"use strict";

(function () {
  const charts = JSON.parse(document.getElementById("chart-data").textContent);
  const place = document.getElementById("curves");
  const height = 200;
  const plots = [];

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const format = (value) => {
    if (value == null) {
      return "–";
    }
    const size = Math.abs(value);
    const scientific = size !== 0 && (size < 0.0001 || size >= 1e6);
    return scientific
      ? value.toExponential(1).replace("e+", "e")
      : String(Number(value.toPrecision(5)));
  };

  const axis = (size) => ({
    stroke: colour("--faint"),
    size,
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { stroke: colour("--line"), width: 1 },
  });

  // A curve that never moves gets a band around it, or it would lie on the frame.
  const range = (_, low, high) => {
    if (low == null || high == null || (low === 0 && high === 0)) {
      return [-0.05, 1];
    }
    const margin = high > low ? 0.05 * (high - low) : 0.05 * Math.abs(low);
    return [low - margin, high + margin];
  };

  // uPlot finds no ticks for very large and very small numbers, and a run that diverges has them.
  const unitOf = (lines) => {
    const largest = lines
      .flatMap((line) => line.values)
      .reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const ordinary = largest === 0 || (largest > 1e-9 && largest < 1e12);
    return ordinary ? 1 : 10 ** Math.floor(Math.log10(largest));
  };

  // Steps are whole, even where there are three of them.
  const wholeNumbers = [];
  for (let power = 1; power < 1e12; power *= 10) {
    wholeNumbers.push(power, 2 * power, 5 * power);
  }

  // All curves lie over the same steps, or over those that were zoomed to.
  const lines = charts.flatMap((chart) => chart.lines);
  const last = Math.max(1, ...lines.map((line) => line.steps[line.steps.length - 1] || 0));
  const fullWidth = (plot, low, high) => {
    const steps = plot.data[0];
    // Around a single step uPlot asks for a little more.
    const whole = low <= steps[0] && high >= steps[steps.length - 1];
    return whole || low == null ? [0, last] : [low, high];
  };

  // Told apart on light and on dark; hues at the golden angle never come close to one another.
  const stroke = (line) => {
    if (line.colour == null) {
      return colour("--accent");
    }
    const hue = (210 + 137.508 * line.colour) % 360;
    const lightness = line.colour % 2 === 0 ? 48 : 58;
    return `hsl(${hue.toFixed(1)} 68% ${lightness}%)`;
  };

  const series = (line, unit) => ({
    label: line.name,
    stroke: stroke(line),
    width: 1.5,
    spanGaps: true,
    points: { show: line.steps.length < 40 },
    value: (_, value) => format(value == null ? value : value * unit),
  });

  // Lines over other steps leave gaps in each other, which are spanned.
  const dataOf = (chart, unit) => {
    const tables = chart.lines.map((line) => [
      line.steps,
      line.values.map((value) => (value == null ? value : value / unit)),
    ]);
    return tables.length === 1 ? tables[0] : uPlot.join(tables);
  };

  const options = (chart, unit, width) => ({
    width,
    height,
    scales: { x: { time: false, range: fullWidth }, y: { range } },
    axes: [
      { ...axis(34), incrs: wholeNumbers },
      { ...axis(64), values: (_, ticks) => ticks.map((tick) => format(tick * unit)) },
    ],
    cursor: { y: false, points: { size: 6 } },
    series: [
      { label: "step", value: (_, value) => format(value) },
      ...chart.lines.map((line) => series(line, unit)),
    ],
  });

  const draw = () => {
    plots.splice(0).forEach((plot) => plot.destroy());
    place.replaceChildren();
    charts.forEach((chart) => {
      const figure = document.createElement("div");
      figure.className = "curve";
      const title = document.createElement("h3");
      title.textContent = chart.title;
      figure.append(title);
      place.append(figure);
      const unit = unitOf(chart.lines);
      const settings = options(chart, unit, figure.clientWidth);
      plots.push(new uPlot(settings, dataOf(chart, unit), figure));
    });
    if (charts.length === 0) {
      place.textContent = "No step was taken.";
    }
  };

  draw();

  let width = place.clientWidth;
  new ResizeObserver(() => {
    if (place.clientWidth !== width) {
      width = place.clientWidth;
      plots.forEach((plot) => plot.setSize({ width: plot.root.parentElement.clientWidth, height }));
    }
  }).observe(place);

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
