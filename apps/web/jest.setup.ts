import '@testing-library/jest-dom';
import '@taskora/ui/testing/jsdom';
