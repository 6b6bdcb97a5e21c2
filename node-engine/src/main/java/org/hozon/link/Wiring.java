package org.hozon.link;

import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** How connections between nodes are made and taken: the place where TLS goes. */
interface Wiring {
  /** Unencrypted. */
  Wiring PLAIN =
      new Wiring() {
        @Override
        public String scheme() {
          return "http";
        }

        @Override
        public ServerConnector listen(Server server, HttpConfiguration http) {
          HttpConnectionFactory factory = new HttpConnectionFactory(http);
          factory.setInputBufferSize(Wire.SOCKET_BUFFER);
          return new ServerConnector(server, 1, 2, factory);
        }

        @Override
        public ClientConnector dial() {
          ClientConnector connector = new ClientConnector();
          connector.setSelectors(2);
          return connector;
        }
      };

  /** Of addresses. */
  String scheme();

  /** Takes connections for a server; neither opened nor bound yet. */
  ServerConnector listen(Server server, HttpConfiguration http);

  /** Makes connections for a client. */
  ClientConnector dial();
}
