package org.hozon.app;

import org.hozon.node.HomeAccounts;

/**
 * Makes the account of a home whose node is started without one, and never loses its words: a
 * person at the terminal sees them at once; a service, whose output others may read, leaves them to
 * be shown by {@code hozon init}.
 */
final class FirstAccount {
  private FirstAccount() {}

  static void make(Context context) {
    HomeAccounts.Made made = context.door().makeAccount(context.home());
    if (context.terminal().live() && !context.json()) {
      context.tell(PhraseSheet.of(made));
      context.door().wordsSeen(context.home());
    } else {
      context.tell(
          "A new account was made for this home; 'hozon init' shows its 24 words once: write them"
              + " down before you deposit anything.");
    }
  }
}
