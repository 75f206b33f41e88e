import '@testing-library/jest-dom';

// jsdom lays nothing out, so nothing ever changes its size.
window.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
