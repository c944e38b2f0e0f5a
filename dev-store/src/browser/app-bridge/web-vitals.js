/** Measures the page and gives `onReport`; reports go out a second after the last change. */
export function watchVitals() {
  const vitals = new Map();
  let callback = null;
  let timer;
  const report = () => callback?.({ metrics: [...vitals.values()] });
  const measure = (name, value) => {
    vitals.set(name, { id: `v1-${name}`, name, value });
    clearTimeout(timer);
    timer = setTimeout(report, 1000);
  };
  const observe = (type, handle, options = {}) => {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
    new PerformanceObserver((list) => list.getEntries().forEach(handle)).observe({
      type,
      buffered: true,
      ...options,
    });
  };
  let shift = 0;
  let slowest = 0;
  observe("largest-contentful-paint", (entry) => measure("LCP", entry.startTime));
  observe("paint", (entry) => {
    if (entry.name === "first-contentful-paint") measure("FCP", entry.startTime);
  });
  observe("navigation", (entry) => measure("TTFB", entry.responseStart));
  observe("layout-shift", (entry) => {
    if (entry.hadRecentInput) return;
    shift += entry.value;
    measure("CLS", shift);
  });
  const interaction = (entry) => {
    if (!entry.interactionId) return;
    slowest = Math.max(slowest, entry.duration);
    measure("INP", slowest);
  };
  observe("event", interaction, { durationThreshold: 16 });
  return async (given) => {
    callback = given;
    if (vitals.size > 0) report();
  };
}
