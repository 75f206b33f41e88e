import '@testing-library/jest-dom';

// jsdom has no PointerEvent; menus send one when they are chosen from by keyboard.
window.PointerEvent ??= MouseEvent as unknown as typeof PointerEvent;
