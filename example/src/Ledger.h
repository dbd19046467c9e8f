#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

struct Order {
  int id;
  std::string customer;
  std::string product;
  int cents;
};

/// Orders by their id, and what each customer owes.
class Ledger {
public:
  void load(const std::vector<Order> &orders);
  void removeCustomer(const std::string &customer);
  void reset();

  const Order *order(int id) const;
  int owed(const std::string &customer) const;
  std::size_t customers() const { return balances.size(); }

private:
  std::unordered_map<int, Order> byId;
  std::unordered_map<std::string, int> balances;
};

/// Gives the customers named in \p vouchers a discount, and counts how many.
int applyVouchers(const std::vector<std::string> &vouchers, bool oncePerCustomer);
