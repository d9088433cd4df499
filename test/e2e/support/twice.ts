// A page whose machine stands still for a moment misses a key or a click: a test is held to its second run, and the first is told.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
