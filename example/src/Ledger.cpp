#include "Ledger.h"

void Ledger::load(const std::vector<Order> &orders) {
  reset();
  for (const Order &order : orders)
    balances[order.customer] += order.cents;

  std::unordered_map<int, Order> loaded;
  for (const Order &order : orders)
    loaded.emplace(order.id, order);
  byId.swap(loaded);
}

void Ledger::removeCustomer(const std::string &customer) {
  balances[customer] = 0;
}

void Ledger::reset() {
  for (auto it = byId.begin(); it != byId.end();)
    it = byId.erase(it);
  for (auto it = balances.begin(); it != balances.end();)
    it = balances.erase(it);
}

const Order *Ledger::order(int id) const {
  auto found = byId.find(id);
  return found == byId.end() ? nullptr : &found->second;
}

int Ledger::owed(const std::string &customer) const {
  auto found = balances.find(customer);
  return found == balances.end() ? 0 : found->second;
}

int applyVouchers(const std::vector<std::string> &vouchers, bool oncePerCustomer) {
  std::unique_ptr<std::unordered_map<std::string, int>> used;
  if (oncePerCustomer)
    used = std::make_unique<std::unordered_map<std::string, int>>();
  (*used)["guest"] = 1; // Guests get no discount.

  int discounts = 0;
  for (const std::string &customer : vouchers)
    if ((*used)[customer]++ == 0 || !oncePerCustomer)
      ++discounts;
  return discounts;
}
