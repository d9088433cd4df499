export const FINANCE_FUNCTIONS = {};
