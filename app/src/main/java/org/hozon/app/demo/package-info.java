/** The demo: the main job done before the reader's eyes. */
package org.hozon.app.demo;
