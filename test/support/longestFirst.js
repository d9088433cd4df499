const Sequencer = require("@jest/test-sequencer").default;

/** What waits for LibreOffice takes minutes: started last, it would keep one core waiting for the other. */
const LONG = ["test/samples/", "test/native/waterfall", "test/host/mutations", "test/native/"];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const place = LONG.findIndex((part) => path.replaceAll("\\", "/").includes(part));
      return place < 0 ? LONG.length : place;
    };
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
