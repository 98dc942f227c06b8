"use strict";

(function () {
  const curves = JSON.parse(document.getElementById("curve-data").textContent);
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
    return scientific ? value.toExponential(1) : String(Number(value.toPrecision(5)));
  };

  const axis = (size) => ({
    stroke: colour("--faint"),
    size,
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { stroke: colour("--line"), width: 1 },
  });

  // A curve that never moves gets a band around it, or it would lie on the frame.
  const range = (_, low, high) => {
    if (low == null || high == null) {
      return [0, 1];
    }
    const margin = high > low ? 0.05 * (high - low) : 0.05 * Math.abs(low) || 1;
    return [low - margin, high + margin];
  };

  // All curves lie over the same steps, or over those that were zoomed to.
  const last = Math.max(1, ...curves.map((curve) => curve.steps[curve.steps.length - 1] || 0));
  const fullWidth = (plot, low, high) => {
    const steps = plot.data[0];
    const whole = low === steps[0] && high === steps[steps.length - 1];
    return whole || low == null ? [0, last] : [low, high];
  };

  const options = (curve, width) => ({
    width,
    height,
    scales: { x: { time: false, range: fullWidth }, y: { range } },
    axes: [
      { ...axis(34) },
      { ...axis(64), values: (_, ticks) => ticks.map(format) },
    ],
    cursor: { y: false, points: { size: 6 } },
    series: [
      { label: "step" },
      {
        label: curve.name,
        stroke: colour("--accent"),
        width: 1.5,
        spanGaps: true,
        points: { show: curve.steps.length < 40 },
        value: (_, value) => format(value),
      },
    ],
  });

  const draw = () => {
    plots.splice(0).forEach((plot) => plot.destroy());
    place.replaceChildren();
    curves.forEach((curve) => {
      const figure = document.createElement("div");
      figure.className = "curve";
      const title = document.createElement("h3");
      title.textContent = curve.title;
      figure.append(title);
      place.append(figure);
      const data = [curve.steps, curve.values];
      plots.push(new uPlot(options(curve, figure.clientWidth), data, figure));
    });
    if (curves.length === 0) {
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
