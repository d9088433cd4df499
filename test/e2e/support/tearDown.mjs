export default async function tearDown() {
  const { server, browserServer } = globalThis.workbenchServers;
  await browserServer.close();
  server.closeAllConnections();
  server.close();
}
