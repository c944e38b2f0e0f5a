/**
 * Mails a shop may send to its buyers in one of its own days. A team answers a few hundred; what passes this is a mistake
 * or somebody else's doing, and would cost every shop the mail server's good name. What is above waits for the next day.
 */
export const mostMailsADay = 2_000;
